import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { createDeals, type NewDeal } from '../../api/dealWrites';
import { additionalFields, textField, timeField } from '../../shared/collections';
import { dealRules, matchingParameter, requireMatching } from '../../shared/matching';
import { plainOptions } from '../../shared/options';
import { readTime, required, requiredText } from '../../shared/values';
import type { Run } from '../operation';
import {
	dealFields,
	orderNumberParameter,
	readDealFields,
	readOrderNumber,
	statusParameter,
} from './fields';

export const option = {
	name: 'Create',
	action: 'Create a deal',
	description: 'Create deals and credit them to calls, requests or chats, up to 100 in a request',
};

export const description: INodeProperties[] = [
	{
		...textField('CRM', 'crm', 'my-crm', 'Name of the CRM that the deal comes from'),
		required: true,
	},
	orderNumberParameter,
	{ ...timeField('Deal Date', 'orderDate', 'When the deal was made'), required: true },
	{ ...statusParameter, required: true },
	matchingParameter(dealRules, 'How to find the lead that the deal belongs to.'),
	additionalFields(dealFields),
	...plainOptions(),
];

export function read({
	context,
	itemIndex,
	connection: {
		site: { zone },
	},
}: Run): NewDeal {
	const parameter = (name: string) => context.getNodeParameter(name, itemIndex, '');
	const fields = context.getNodeParameter('additionalFields', itemIndex, {}) as IDataObject;
	return {
		crm: requiredText('CRM', parameter('crm')),
		orderNumber: readOrderNumber(parameter('orderNumber')),
		orderDate: required('Deal Date', readTime('Deal Date', parameter('orderDate'), zone)),
		status: requiredText('Status', parameter('status')),
		matching: requireMatching(parameter('matching'), dealRules, zone),
		...readDealFields(fields, zone),
	};
}

/** The CRM stands once in a request. */
export const together = ({ crm }: NewDeal): string => crm;

export const write = createDeals;
