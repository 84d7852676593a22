import type { INodeProperties } from 'n8n-workflow';
import { deleteDeals } from '../../api/dealWrites';
import { plainOptions } from '../../shared/options';
import type { Run } from '../operation';
import { orderNumberParameter, readOrderNumber } from './fields';

export const option = {
	name: 'Delete',
	action: 'Delete a deal',
	description: 'Delete deals, found by their numbers, up to 100 in a request',
};

export const description: INodeProperties[] = [orderNumberParameter, ...plainOptions()];

export function read({ context, itemIndex }: Run): string {
	return readOrderNumber(context.getNodeParameter('orderNumber', itemIndex));
}

export const write = deleteDeals;
