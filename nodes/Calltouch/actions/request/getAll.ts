import type { INodeProperties } from 'n8n-workflow';
import { readRequests } from '../../api/requests';
import { collectItems } from '../../shared/collect';
import { listParameters, readLimit } from '../../shared/list';
import { optionsWith } from '../../shared/options';
import { periodParameters, readPeriod } from '../../shared/period';
import { readRequestFilters, requestFilters } from '../../shared/requestFilters';
import { readRequestOutput, requestOutputParameters } from '../../shared/requestOutput';
import type { Items, Run } from '../operation';

export const option = {
	name: 'Get Many',
	action: 'Get many requests',
	description: 'Get many requests of a period, one item per request',
};

export const description: INodeProperties[] = [
	...periodParameters,
	...listParameters,
	...requestOutputParameters,
	requestFilters,
	optionsWith([]),
];

export async function execute({ context, itemIndex, connection }: Run): Promise<Items> {
	const { blocks, shape } = readRequestOutput(context, itemIndex, connection.site.zone);
	const query = {
		...readPeriod(context, itemIndex, connection.site.zone),
		...readRequestFilters(context, itemIndex),
		blocks,
	};
	const limit = readLimit(context, itemIndex);
	return await collectItems((pick) => readRequests(connection, query, pick), shape, limit);
}
