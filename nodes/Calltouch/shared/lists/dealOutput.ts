import type { IDataObject } from 'n8n-workflow';
import { dealKeys, type DealBlock } from '../../api/journals/deals';
import { recordTime } from '../../api/time/moments';
import type { CalltouchRecord } from '../../api/record';
import { outputOf, pick } from './output';

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

/** How deals are given. */
export const dealOutput = outputOf<DealBlock>({
	record: 'deal',
	keys: dealKeys,
	first: ['orderNumber', 'orderDate', 'orderStatus'],
	include: {
		client: { name: 'Client' },
		comment: { name: 'Comments' },
		tags: { name: 'Deal Tags' },
		origins: {
			name: 'Origins',
			description: 'All visits and leads behind the deal. The output Raw shows them in full.',
		},
	},
	simplifier: (zone) => (deal) => simplify(deal, zone),
});

/** `orderDate` is ISO 8601 in the account's time zone; `source` is that of the visit. */
function simplify(deal: CalltouchRecord, zone: string): IDataObject {
	const simple = pick(deal, simplifiedKeys);
	simple.orderDate = recordTime(deal.orderDate, zone) ?? simple.orderDate;
	const { source = null } = (deal.visit ?? {}) as { source?: IDataObject | null };
	return { ...simple, source };
}
