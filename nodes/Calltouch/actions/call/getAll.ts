import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { readCalls } from '../../api/calls';
import type { CalltouchRecord } from '../../api/types';
import { callFilters, includeParameter, readFilters } from '../../shared/callFilters';
import { callOutputParameters, readCallOutput } from '../../shared/callOutput';
import { listParameters, readLimit } from '../../shared/list';
import { optionsWith } from '../../shared/options';
import { periodParameters, readPeriod } from '../../shared/period';
import type { Run } from '../operation';

export const option = {
	name: 'Get Many',
	action: 'Get many calls',
	description: 'Get many calls of a period, one item per call',
};

export const description: INodeProperties[] = [
	...periodParameters,
	...listParameters,
	...callOutputParameters,
	includeParameter,
	callFilters,
	optionsWith([]),
];

export async function execute({
	context,
	itemIndex,
	connection,
}: Run): Promise<INodeExecutionData[]> {
	const limit = readLimit(context, itemIndex);
	const output = readCallOutput(context, itemIndex, connection.zone);
	const query = {
		...readPeriod(context, itemIndex, connection.zone),
		...readFilters(context, itemIndex),
		blocks: output.blocks,
		wanted: limit,
	};
	const items: INodeExecutionData[] = [];
	const shape = (calls: CalltouchRecord[]) => calls.map((call) => ({ json: output.shape(call) }));
	for await (const page of readCalls(connection, query, shape)) {
		for (const item of page) {
			items.push(item);
			if (items.length === limit) return items;
		}
	}
	return items;
}
