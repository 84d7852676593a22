import { readRequests } from '../../api/requests';
import { collectItems } from '../../shared/collect';
import { limit } from '../../shared/list';
import { optionsWith } from '../../shared/options';
import { period } from '../../shared/period';
import { requestFilters } from '../../shared/requestFilters';
import { requestOutput } from '../../shared/requestOutput';
import { itemOperation } from '../operation';

export const getAllRequests = itemOperation({
	option: {
		name: 'Get Many',
		action: 'Get many requests',
		description: 'Get many requests of a period, one item per request',
	},
	fields: {
		period,
		limit,
		output: requestOutput,
		filters: requestFilters,
		options: optionsWith({}),
	},
	async execute({ connection }, { period: days, limit: wanted, output, filters }) {
		const query = { ...days, ...filters, blocks: output.blocks };
		return await collectItems(
			(pick) => readRequests(connection, query, pick),
			output.shape,
			wanted,
		);
	},
});
