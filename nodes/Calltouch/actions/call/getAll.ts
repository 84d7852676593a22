import { readCalls } from '../../api/calls';
import { callFilters } from '../../shared/callFilters';
import { callOutput } from '../../shared/callOutput';
import { collectItems } from '../../shared/collect';
import { limit } from '../../shared/list';
import { optionsWith } from '../../shared/options';
import { period } from '../../shared/period';
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
		options: optionsWith({}),
	},
	async execute({ connection }, { period: days, limit: wanted, output, filters }) {
		const query = { ...days, ...filters, blocks: output.blocks, wanted };
		return await collectItems((pick) => readCalls(connection, query, pick), output.shape, wanted);
	},
});
