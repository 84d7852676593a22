import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { dealBlocks, dealKeys, type DealBlock } from '../api/deals';
import { isoText, recordMoment } from '../api/moments';
import type { CalltouchRecord } from '../api/types';
import { outputParameters, pick, readInclude, readOutput, type Output } from './output';
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

/** Blocks that Calltouch leaves empty unless they are asked for. */
export const dealInclude: INodeProperties = {
	displayName: 'Include',
	name: 'include',
	type: 'multiOptions',
	options: [
		{ name: 'Client', value: 'client' },
		{ name: 'Comments', value: 'comment' },
		{ name: 'Deal Tags', value: 'tags' },
		{
			name: 'Origins',
			value: 'origins',
			description: 'All visits and leads behind the deal. The output Raw shows them in full.',
		},
	],
	default: [],
	description: 'Data to add to each deal. Calltouch answers faster without it.',
};

export const dealOutputParameters: INodeProperties[] = outputParameters({
	record: 'deal',
	keys: dealKeys,
	first: ['orderNumber', 'orderDate', 'orderStatus'],
});

function isDealBlock(key: string): key is DealBlock {
	return Object.hasOwn(dealBlocks, key);
}

/** @throws CalltouchError that names the parameter and shows its value */
export function readDealOutput(
	context: ParameterSource,
	itemIndex: number,
	zone: string,
): Output<DealBlock> {
	return readOutput(context, itemIndex, {
		included: readInclude(context, itemIndex, isDealBlock),
		isBlock: isDealBlock,
		simplify: (deal) => simplify(deal, zone),
	});
}

/** `orderDate` is ISO 8601 in the account's time zone; `source` is that of the visit. */
function simplify(deal: CalltouchRecord, zone: string): IDataObject {
	const simple = pick(deal, simplifiedKeys);
	const moment = recordMoment(deal.orderDate, zone);
	if (moment) simple.orderDate = isoText(moment);
	const { source = null } = (deal.visit ?? {}) as { source?: IDataObject | null };
	return { ...simple, source };
}
