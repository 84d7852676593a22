import { calls } from '../../api/journals/calls';
import { readWithin } from '../../api/journals/within';
import { callFilters } from '../../shared/lists/callFilters';
import { callOutput } from '../../shared/lists/callOutput';
import { collectItems } from '../../shared/lists/collect';
import { limit } from '../../shared/lists/limit';
import { dateFormat } from '../../shared/parameters/dateFormat';
import { optionsWith } from '../../shared/parameters/options';
import { period } from '../../shared/parameters/period';
import { itemOperation } from '../operation';

export const getAllCalls = itemOperation({
	option: {
		name: 'Get Many',
		action: 'Get many calls',
		description: 'Get many calls of a period, one item per call',
	},
	fields: {
		period,
		limit,
		output: callOutput,
		filters: callFilters,
		options: optionsWith({ dateFormat }),
	},
	async execute({ connection, remarks }, { period: days, limit: wanted, output, filters }) {
		const query = { ...days, filters, blocks: output.blocks, wanted };
		return await collectItems(
			(pick) => readWithin(connection, calls, query, pick, remarks),
			output.shape,
			wanted,
			remarks,
		);
	},
});
