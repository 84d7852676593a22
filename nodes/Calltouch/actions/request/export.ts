import type { INodeProperties } from 'n8n-workflow';
import { requestKeys, readRequests } from '../../api/requests';
import { readRequestFilters, requestFilters } from '../../shared/requestFilters';
import { requestOutputParameters, readRequestOutput } from '../../shared/requestOutput';
import { exportFiles, filesAtOnce } from '../../shared/exportFiles';
import { exportOptions, exportParameters, readExport } from '../../shared/exportParameters';
import { periodParameters, readPeriod } from '../../shared/period';
import type { Items, Run } from '../operation';

export const option = {
	name: 'Export to File',
	action: 'Export requests to a file',
	description: 'Write the requests of a period to CSV or JSON Lines files, one item per file',
};

export const description: INodeProperties[] = [
	...periodParameters,
	...exportParameters,
	...requestOutputParameters,
	requestFilters,
	exportOptions('requests'),
];

export const itemsAtOnce = filesAtOnce;

export async function execute({ context, itemIndex, connection }: Run): Promise<Items> {
	const { blocks, shape } = readRequestOutput(context, itemIndex, connection.site.zone);
	const period = readPeriod(context, itemIndex, connection.site.zone);
	const query = { ...period, ...readRequestFilters(context, itemIndex), blocks };
	const source = { records: 'requests', period, shape, keys: requestKeys };
	const plan = readExport(context, itemIndex, source);
	return await exportFiles(context, plan, (encode) => readRequests(connection, query, encode));
}
