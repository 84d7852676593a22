import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { dealBlocks, dealKeys, type DealBlock } from '../api/deals';
import { recordTime } from '../api/moments';
import type { CalltouchRecord } from '../api/types';
import { outputParameters, pick, readOutput, type Output } from './output';
import type { ParameterSource } from './parameters';

/** Fields of the simplified output: the useful ones first. */
const simplifiedKeys = [
	'orderId',
	'orderNumber',
	'orderDate',
	'orderName',
	'orderStatus',
	'plannedAmount',
	'completedAmount',
	'funnel',
	'manager',
] as const;

export const dealOutputParameters: INodeProperties[] = outputParameters({
	record: 'deal',
	keys: dealKeys,
	first: ['orderNumber', 'orderDate', 'orderStatus'],
	include: [
		{ name: 'Client', value: 'client' },
		{ name: 'Comments', value: 'comment' },
		{ name: 'Deal Tags', value: 'tags' },
		{
			name: 'Origins',
			value: 'origins',
			description: 'All visits and leads behind the deal. The output Raw shows them in full.',
		},
	],
});

/** @throws CalltouchError that names the parameter and shows its value */
export function readDealOutput(
	context: ParameterSource,
	itemIndex: number,
	zone: string,
): Output<DealBlock> {
	return readOutput(context, itemIndex, {
		blocks: dealBlocks,
		simplify: (deal) => simplify(deal, zone),
	});
}

/** `orderDate` is ISO 8601 in the account's time zone; `source` is that of the visit. */
function simplify(deal: CalltouchRecord, zone: string): IDataObject {
	const simple = pick(deal, simplifiedKeys);
	simple.orderDate = recordTime(deal.orderDate, zone) ?? simple.orderDate;
	const { source = null } = (deal.visit ?? {}) as { source?: IDataObject | null };
	return { ...simple, source };
}
