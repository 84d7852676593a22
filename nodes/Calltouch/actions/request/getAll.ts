import { requests } from '../../api/journals/requests';
import { readWithin } from '../../api/journals/within';
import { collectItems } from '../../shared/lists/collect';
import { limit } from '../../shared/lists/limit';
import { dateFormat } from '../../shared/parameters/dateFormat';
import { optionsWith } from '../../shared/parameters/options';
import { period } from '../../shared/parameters/period';
import { requestFilters } from '../../shared/lists/requestFilters';
import { requestOutput } from '../../shared/lists/requestOutput';
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
		options: optionsWith({ dateFormat }),
	},
	async execute({ connection, remarks }, { period: days, limit: wanted, output, filters }) {
		const query = { ...days, filters, blocks: output.blocks };
		return await collectItems(
			(pick) => readWithin(connection, requests, query, pick, remarks),
			output.shape,
			wanted,
			remarks,
		);
	},
});
