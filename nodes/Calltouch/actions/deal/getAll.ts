import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { dealSources, readDeals } from '../../api/deals';
import { readChoice } from '../../shared/choice';
import { collectItems } from '../../shared/collect';
import { dealInclude, dealOutputParameters, readDealOutput } from '../../shared/dealOutput';
import { listParameters, readLimit } from '../../shared/list';
import { optionsWith } from '../../shared/options';
import { periodParameters, readPeriod } from '../../shared/period';
import type { Run } from '../operation';

export const option = {
	name: 'Get Many',
	action: 'Get many deals',
	description: 'Get many deals by the date of the deal, one item per deal',
};

const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	options: [
		{
			displayName: 'Deal Source',
			name: 'orderSource',
			type: 'options',
			options: [
				{ name: 'Call', value: 'CALL' },
				{ name: 'Chat', value: 'CHAT' },
				{ name: 'Request', value: 'REQUEST' },
			],
			default: 'CALL',
			description: 'What the deal came from',
		},
	],
};

export const description: INodeProperties[] = [
	...periodParameters,
	...listParameters,
	...dealOutputParameters,
	dealInclude,
	filters,
	optionsWith([]),
];

export async function execute({
	context,
	itemIndex,
	connection,
}: Run): Promise<INodeExecutionData[]> {
	const { blocks, shape } = readDealOutput(context, itemIndex, connection.zone);
	const chosen = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const limit = readLimit(context, itemIndex);
	const query = {
		...readPeriod(context, itemIndex, connection.zone),
		orderSource: readChoice('Deal Source', chosen.orderSource, dealSources),
		blocks,
		wanted: limit,
	};
	return await collectItems((rows) => readDeals(connection, query, rows), shape, limit);
}
