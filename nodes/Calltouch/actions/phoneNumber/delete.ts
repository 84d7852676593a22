import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { deleteNumber } from '../../api/numbers';
import { plainOptions } from '../../shared/options';
import type { Items, Run } from '../operation';
import { readTrackedNumber, trackedNumber } from './shared';

export const option = {
	name: 'Delete',
	action: 'Delete a phone number',
	description: 'Remove a static number from the tracked numbers, one request per item',
};

export const description: INodeProperties[] = [trackedNumber, ...plainOptions()];

export async function execute(run: Run): Promise<Items> {
	const phoneNumber = readTrackedNumber(run);
	const answer = await deleteNumber(run.connection, phoneNumber);
	return [{ json: { phoneNumber, deleted: true, answer: (answer ?? null) as IDataObject } }];
}
