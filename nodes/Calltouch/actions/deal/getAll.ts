import { deals } from '../../api/journals/deals';
import { readWithin } from '../../api/journals/within';
import { collectItems } from '../../shared/lists/collect';
import { dealFilters } from '../../shared/lists/dealFilters';
import { dealOutput } from '../../shared/lists/dealOutput';
import { limit } from '../../shared/lists/limit';
import { dateFormat } from '../../shared/parameters/dateFormat';
import { optionsWith } from '../../shared/parameters/options';
import { period } from '../../shared/parameters/period';
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
		options: optionsWith({ dateFormat }),
	},
	async execute({ connection, remarks }, { period: days, limit: wanted, output, filters }) {
		const query = { ...days, filters, blocks: output.blocks, wanted };
		return await collectItems(
			(pick) => readWithin(connection, deals, query, pick, remarks),
			output.shape,
			wanted,
			remarks,
		);
	},
});
