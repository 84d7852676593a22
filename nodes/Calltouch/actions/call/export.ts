import { callKeys } from '../../api/journals/callKeys';
import { readCalls } from '../../api/journals/calls';
import { callFilters } from '../../shared/lists/callFilters';
import { callOutput } from '../../shared/lists/callOutput';
import { exportFiles, filesAtOnce } from '../../shared/export/exportFiles';
import { exportFields, exportOptions, exportPlan } from '../../shared/export/exportParameters';
import { period } from '../../shared/parameters/period';
import { itemOperation } from '../operation';

export const exportCalls = itemOperation({
	option: {
		name: 'Export to File',
		action: 'Export calls to file',
		description: 'Write the calls of a period to CSV or JSON Lines files, one item per file',
	},
	fields: {
		period,
		...exportFields,
		output: callOutput,
		filters: callFilters,
		options: exportOptions('calls'),
	},
	itemsAtOnce: filesAtOnce,
	async execute({ context, connection }, values) {
		const query = { ...values.period, ...values.filters, blocks: values.output.blocks };
		const plan = exportPlan(values, 'calls', callKeys);
		return await exportFiles(context, plan, (encode) => readCalls(connection, query, encode));
	},
});
