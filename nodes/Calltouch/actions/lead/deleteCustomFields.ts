import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { digits } from '../../api/ids';
import { calltouchIds, deleteCustomFields, leadIds } from '../../api/leads';
import { readChoice } from '../../shared/choice';
import { textField } from '../../shared/collections';
import { fieldLabel } from '../../shared/labels';
import { plainOptions } from '../../shared/options';
import { readList, required, requiredText } from '../../shared/values';
import type { Items, Run } from '../operation';

export const option = {
	name: 'Delete Custom Fields',
	action: 'Delete custom fields of a lead',
	description: 'Delete custom fields of a call, a request or a deal, one request per item',
};

export const description: INodeProperties[] = [
	{
		displayName: 'Identify By',
		name: 'identifyBy',
		type: 'options',
		options: [
			{ name: 'Call ID', value: 'callId' },
			{ name: 'Call Reference ID', value: 'callReferenceId' },
			{ name: 'Deal ID', value: 'orderId', description: 'ID of the deal in Calltouch' },
			{ name: 'Deal Number', value: 'orderNumber', description: 'Number of the deal in the CRM' },
			{ name: 'Request ID', value: 'requestId' },
			{ name: 'Request Number', value: 'requestNumber' },
			{ name: 'SIP Call ID', value: 'sipCallId' },
		],
		default: 'callId',
		description: 'What the lead or the deal is found by',
	},
	{ ...textField('Value', 'identifier', '22010007', 'The ID or number itself'), required: true },
	{
		...textField(
			'Fields to Delete',
			'fieldNames',
			'size, color',
			'Names of the custom fields, as a list or separated by commas',
		),
		required: true,
	},
	...plainOptions(),
];

/** This endpoint takes one lead at a time, and names it by an ID instead of rules. */
export async function execute({ context, itemIndex, connection }: Run): Promise<Items> {
	const parameter = (name: string) => context.getNodeParameter(name, itemIndex);
	const key = required('Identify By', readChoice('Identify By', parameter('identifyBy'), leadIds));
	const given = requiredText('Value', parameter('identifier'));
	const value = calltouchIds.includes(key) ? digits(given, fieldLabel(key)) : given;
	const fields = readList('Fields to Delete', parameter('fieldNames'));
	const customFields = required('Fields to Delete', fields);
	const answer = await deleteCustomFields(connection, key, value, customFields);
	return [
		{ json: { [key]: value, deleted: customFields, answer: (answer ?? null) as IDataObject } },
	];
}
