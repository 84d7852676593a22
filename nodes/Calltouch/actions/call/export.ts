import type { INodeProperties } from 'n8n-workflow';
import { callKeys } from '../../api/callKeys';
import { readCalls } from '../../api/calls';
import { callFilters, readFilters } from '../../shared/callFilters';
import { callOutputParameters, readCallOutput } from '../../shared/callOutput';
import { exportFiles, filesAtOnce } from '../../shared/exportFiles';
import { exportOptions, exportParameters, readExport } from '../../shared/exportParameters';
import { periodParameters, readPeriod } from '../../shared/period';
import type { Items, Run } from '../operation';

export const option = {
	name: 'Export to File',
	action: 'Export calls to a file',
	description: 'Write the calls of a period to CSV or JSON Lines files, one item per file',
};

export const description: INodeProperties[] = [
	...periodParameters,
	...exportParameters,
	...callOutputParameters,
	callFilters,
	exportOptions('calls'),
];

export const itemsAtOnce = filesAtOnce;

export async function execute({ context, itemIndex, connection }: Run): Promise<Items> {
	const { blocks, shape } = readCallOutput(context, itemIndex, connection.site.zone);
	const period = readPeriod(context, itemIndex, connection.site.zone);
	const query = { ...period, ...readFilters(context, itemIndex), blocks };
	const source = { records: 'calls', period, shape, keys: callKeys };
	const plan = readExport(context, itemIndex, source);
	return await exportFiles(context, plan, (encode) => readCalls(connection, query, encode));
}
