import type { INodeProperties } from 'n8n-workflow';
import { listNumbers } from '../../api/numbers';
import { textField } from '../../shared/collections';
import { plainOptions } from '../../shared/options';
import { readPhones, required } from '../../shared/values';
import type { Items, Run } from '../operation';
import { wholeAnswer } from './shared';

export const option = {
	name: 'Get Many',
	action: 'Get many phone numbers',
	description: 'Get many tracked numbers with their pools and redirects, as Calltouch sends them',
};

export const description: INodeProperties[] = [
	{
		...textField(
			'Phone Numbers',
			'phoneNumbers',
			'+7 499 000-20-00',
			'Tracked numbers, as a list or separated by commas',
		),
		required: true,
	},
	...plainOptions(),
];

export async function execute({ context, itemIndex, connection }: Run): Promise<Items> {
	const given: unknown = context.getNodeParameter('phoneNumbers', itemIndex);
	const phones = required('Phone Numbers', readPhones('Phone Numbers', given));
	return wholeAnswer(await listNumbers(connection, phones));
}
