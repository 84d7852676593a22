import { readDeals } from '../../api/deals';
import { collectItems } from '../../shared/collect';
import { dealFilters } from '../../shared/dealFilters';
import { dealOutput } from '../../shared/dealOutput';
import { limit } from '../../shared/list';
import { optionsWith } from '../../shared/options';
import { period } from '../../shared/period';
import { itemOperation } from '../operation';

export const getAllDeals = itemOperation({
	option: {
		name: 'Get Many',
		action: 'Get many deals',
		description: 'Get many deals by the date of the deal, one item per deal',
	},
	fields: {
		period,
		limit,
		output: dealOutput,
		filters: dealFilters,
		options: optionsWith({}),
	},
	async execute({ connection }, { period: days, limit: wanted, output, filters }) {
		const query = { ...days, ...filters, blocks: output.blocks, wanted };
		return await collectItems((pick) => readDeals(connection, query, pick), output.shape, wanted);
	},
});
