import type { INodeProperties } from 'n8n-workflow';
import { dealKeys, readDeals } from '../../api/deals';
import { dealFilters, readDealFilters } from '../../shared/dealFilters';
import { dealOutputParameters, readDealOutput } from '../../shared/dealOutput';
import { exportFiles, filesAtOnce } from '../../shared/exportFiles';
import { exportOptions, exportParameters, readExport } from '../../shared/exportParameters';
import { periodParameters, readPeriod } from '../../shared/period';
import type { Items, Run } from '../operation';

export const option = {
	name: 'Export to File',
	action: 'Export deals to a file',
	description: 'Write the deals of a period to CSV or JSON Lines files, one item per file',
};

export const description: INodeProperties[] = [
	...periodParameters,
	...exportParameters,
	...dealOutputParameters,
	dealFilters,
	exportOptions('deals'),
];

export const itemsAtOnce = filesAtOnce;

export async function execute({ context, itemIndex, connection }: Run): Promise<Items> {
	const { blocks, shape } = readDealOutput(context, itemIndex, connection.site.zone);
	const period = readPeriod(context, itemIndex, connection.site.zone);
	const query = { ...period, ...readDealFilters(context, itemIndex), blocks };
	const source = { records: 'deals', period, shape, keys: dealKeys };
	const plan = readExport(context, itemIndex, source);
	return await exportFiles(context, plan, (encode) => readDeals(connection, query, encode));
}
