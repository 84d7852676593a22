import type { IDataObject } from 'n8n-workflow';
import { deals } from '../../api/journals/deals';
import type { CalltouchRecord } from '../../api/record';
import { recordClock } from '../../api/time/recordClock';
import type { DateText } from '../parameters/dateFormat';
import { outputOf, pick } from './output';

/** Fields of the simplified output, most useful first. */
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

/** The Output parameter for deals. */
export const dealOutput = outputOf(deals, {
	record: 'deal',
	first: ['orderNumber', 'orderDate', 'orderStatus'],
	tags: 'tags',
	include: {
		client: { name: 'Client' },
		comment: { name: 'Comments' },
		tags: { name: 'Deal Tags' },
		origins: {
			name: 'Origins',
			description: 'All visits and leads behind the deal. The output Raw shows them in full.',
		},
	},
	simplifier,
});

/** `orderDate` is in the account's time zone; `source` is the source of the visit. */
function simplifier(zone: string, dateText: DateText): (deal: CalltouchRecord) => IDataObject {
	const clock = recordClock(deals.times, zone);
	return (deal) => {
		const simple = pick(deal, simplifiedKeys);
		simple.orderDate = dateText(clock(deal)) ?? simple.orderDate;
		const { source = null } = (deal.visit ?? {}) as { source?: IDataObject | null };
		return { ...simple, source };
	};
}
