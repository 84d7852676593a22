import { deals } from '../../api/journals/deals';
import { readWithin } from '../../api/journals/within';
import { dealFilters } from '../../shared/lists/dealFilters';
import { dealOutput } from '../../shared/lists/dealOutput';
import { exportFiles, filesAtOnce } from '../../shared/export/exportFiles';
import { uniqueFileNames } from '../../shared/export/fileName';
import { exportFields, exportOptions, exportPlan } from '../../shared/export/exportParameters';
import { period } from '../../shared/parameters/period';
import { itemOperation } from '../operation';

export const exportDeals = itemOperation({
	option: {
		name: 'Export to File',
		action: 'Export deals to file',
		description: 'Write the deals of a period to CSV or JSON Lines files, one item per file',
	},
	fields: {
		period,
		...exportFields,
		output: dealOutput,
		filters: dealFilters,
		options: exportOptions('deals'),
	},
	itemsAtOnce: filesAtOnce,
	review: uniqueFileNames,
	async execute({ context, connection, remarks }, values) {
		const query = { ...values.period, filters: values.filters, blocks: values.output.blocks };
		const plan = exportPlan(values, deals, connection.site.id);
		return await exportFiles(context, plan, (encode) =>
			readWithin(connection, deals, query, encode, remarks),
		);
	},
});
