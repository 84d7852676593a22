import { calls } from '../../api/journals/calls';
import { readWithin } from '../../api/journals/within';
import { callFilters } from '../../shared/lists/callFilters';
import { callOutput } from '../../shared/lists/callOutput';
import { exportFiles, filesAtOnce } from '../../shared/export/exportFiles';
import { uniqueFileNames } from '../../shared/export/fileName';
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
	review: uniqueFileNames,
	async execute({ context, connection, remarks }, values) {
		const query = { ...values.period, filters: values.filters, blocks: values.output.blocks };
		const plan = exportPlan(values, calls, connection.site.id);
		return await exportFiles(context, plan, (encode) =>
			readWithin(connection, calls, query, encode, remarks),
		);
	},
});
