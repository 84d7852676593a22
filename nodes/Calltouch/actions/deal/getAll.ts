import type { INodeProperties } from 'n8n-workflow';
import { readDeals } from '../../api/deals';
import { collectItems } from '../../shared/collect';
import { dealFilters, readDealFilters } from '../../shared/dealFilters';
import { dealOutputParameters, readDealOutput } from '../../shared/dealOutput';
import { listParameters, readLimit } from '../../shared/list';
import { optionsWith } from '../../shared/options';
import { periodParameters, readPeriod } from '../../shared/period';
import type { Items, Run } from '../operation';

export const option = {
	name: 'Get Many',
	action: 'Get many deals',
	description: 'Get many deals by the date of the deal, one item per deal',
};

export const description: INodeProperties[] = [
	...periodParameters,
	...listParameters,
	...dealOutputParameters,
	dealFilters,
	optionsWith([]),
];

export async function execute({ context, itemIndex, connection }: Run): Promise<Items> {
	const { blocks, shape } = readDealOutput(context, itemIndex, connection.site.zone);
	const limit = readLimit(context, itemIndex);
	const query = {
		...readPeriod(context, itemIndex, connection.site.zone),
		...readDealFilters(context, itemIndex),
		blocks,
		wanted: limit,
	};
	return await collectItems((pick) => readDeals(connection, query, pick), shape, limit);
}
