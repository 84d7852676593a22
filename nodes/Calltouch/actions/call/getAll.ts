import type { INodeProperties } from 'n8n-workflow';
import { readCalls } from '../../api/calls';
import { callFilters, readFilters } from '../../shared/callFilters';
import { callOutputParameters, readCallOutput } from '../../shared/callOutput';
import { collectItems } from '../../shared/collect';
import { listParameters, readLimit } from '../../shared/list';
import { optionsWith } from '../../shared/options';
import { periodParameters, readPeriod } from '../../shared/period';
import type { Items, Run } from '../operation';

export const option = {
	name: 'Get Many',
	action: 'Get many calls',
	description: 'Get many calls of a period, one item per call',
};

export const description: INodeProperties[] = [
	...periodParameters,
	...listParameters,
	...callOutputParameters,
	callFilters,
	optionsWith([]),
];

export async function execute({ context, itemIndex, connection }: Run): Promise<Items> {
	const limit = readLimit(context, itemIndex);
	const output = readCallOutput(context, itemIndex, connection.site.zone);
	const query = {
		...readPeriod(context, itemIndex, connection.site.zone),
		...readFilters(context, itemIndex),
		blocks: output.blocks,
		wanted: limit,
	};
	return await collectItems((pick) => readCalls(connection, query, pick), output.shape, limit);
}
