import { dealKeys, readDeals } from '../../api/journals/deals';
import { dealFilters } from '../../shared/lists/dealFilters';
import { dealOutput } from '../../shared/lists/dealOutput';
import { exportFiles, filesAtOnce } from '../../shared/export/exportFiles';
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
	async execute({ context, connection }, values) {
		const query = { ...values.period, ...values.filters, blocks: values.output.blocks };
		const plan = exportPlan(values, 'deals', dealKeys);
		return await exportFiles(context, plan, (encode) => readDeals(connection, query, encode));
	},
});
