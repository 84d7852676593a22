import { requests } from '../../api/journals/requests';
import { readWithin } from '../../api/journals/within';
import { requestFilters } from '../../shared/lists/requestFilters';
import { requestOutput } from '../../shared/lists/requestOutput';
import { exportFiles, filesAtOnce } from '../../shared/export/exportFiles';
import { uniqueFileNames } from '../../shared/export/fileName';
import { exportFields, exportOptions, exportPlan } from '../../shared/export/exportParameters';
import { period } from '../../shared/parameters/period';
import { itemOperation } from '../operation';

export const exportRequests = itemOperation({
	option: {
		name: 'Export to File',
		action: 'Export requests to file',
		description: 'Write the requests of a period to CSV or JSON Lines files, one item per file',
	},
	fields: {
		period,
		...exportFields,
		output: requestOutput,
		filters: requestFilters,
		options: exportOptions('requests'),
	},
	itemsAtOnce: filesAtOnce,
	review: uniqueFileNames,
	async execute({ context, connection, remarks }, values) {
		const query = { ...values.period, filters: values.filters, blocks: values.output.blocks };
		const plan = exportPlan(values, requests, connection.site.id);
		return await exportFiles(context, plan, (encode) =>
			readWithin(connection, requests, query, encode, remarks),
		);
	},
});
