import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { dealSources, type DealsQuery } from '../api/deals';
import { readChoice } from './choice';
import { filtersOf } from './collections';
import type { ParameterSource } from './parameters';

/** The filters of every operation that reads the journal of deals. */
export const dealFilters: INodeProperties = filtersOf([
	{
		displayName: 'Deal Source',
		name: 'orderSource',
		type: 'options',
		options: [
			{ name: 'Call', value: 'CALL' },
			{ name: 'Chat', value: 'CHAT' },
			{ name: 'Request', value: 'REQUEST' },
		],
		default: 'CALL',
		description: 'What the deal came from',
	},
]);

/** @throws CalltouchError that names the filter and shows its value */
export function readDealFilters(
	context: ParameterSource,
	itemIndex: number,
): Pick<DealsQuery, 'orderSource'> {
	const filters = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	return { orderSource: readChoice('Deal Source', filters.orderSource, dealSources) };
}
