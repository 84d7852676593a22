import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { digits } from '../../api/ids';
import { listRedirects, mostRedirectIds, type RedirectsQuery } from '../../api/numbers';
import { filtersOf, textField } from '../../shared/collections';
import { plainOptions } from '../../shared/options';
import { readList, readPhones, readText } from '../../shared/values';
import type { Items, Run } from '../operation';
import { wholeAnswer } from './shared';

export const option = {
	name: 'Get Redirects',
	action: 'Get redirects of phone numbers',
	description: 'Get the redirect scenarios of tracked numbers, as Calltouch sends them',
};

export const description: INodeProperties[] = [
	filtersOf([
		textField(
			'Phone Numbers',
			'phoneNumbers',
			'+7 499 000-20-00',
			'Give several separated by commas',
		),
		textField('Pool Name', 'poolName', 'Main pool'),
		textField('Redirect IDs', 'redirectIds', '1, 2', 'Up to 50, separated by commas'),
		textField('Redirect Name', 'redirectName', 'Office'),
		textField(
			'Redirect Name Filter Mode',
			'filterMode',
			'start_with',
			'How to compare the name, written as in the Calltouch API',
		),
		textField(
			'Redirect Status',
			'redirectStatus',
			'active',
			'Status, written as in the Calltouch API',
		),
	]),
	...plainOptions(),
];

export async function execute({ context, itemIndex, connection }: Run): Promise<Items> {
	const filters = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	return wholeAnswer(await listRedirects(connection, readFilters(filters)));
}

function readFilters(filters: IDataObject): RedirectsQuery {
	const ids = readList('Redirect IDs', filters.redirectIds, mostRedirectIds);
	const name = readText('Redirect Name', filters.redirectName);
	const filterMode = readText('Redirect Name Filter Mode', filters.filterMode);
	return {
		redirectIds: ids?.map((id) => Number(digits(id, 'Redirect IDs'))),
		redirectName: name === undefined ? undefined : { value: name, filterMode },
		redirectStatus: readText('Redirect Status', filters.redirectStatus),
		poolName: readText('Pool Name', filters.poolName),
		phoneNumbers: readPhones('Phone Numbers', filters.phoneNumbers),
	};
}
