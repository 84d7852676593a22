import { sitePath } from '../paths';
import { dayFirst } from '../time/dates';
import type { Journal } from './journal';

/**
 * Blocks that Calltouch sends only on request: key of the record → query flag (docs/calltouch-api.md#deals). The key of
 * the origins is not documented.
 */
const blocks = {
	client: 'withContacts',
	comment: 'withComments',
	origins: 'withAllOrderOrigins',
	tags: 'withOrdersTags',
} as const;

export type DealBlock = keyof typeof blocks;

/** Which deals of the period to read. */
export interface DealFilters {
	orderSource?: 'CALL' | 'REQUEST' | 'CHAT';
}

/** The deal journal, by deal date (docs/calltouch-api.md#deals). */
export const deals: Journal<DealFilters, DealBlock> = {
	records: 'deals',
	idKey: 'orderId',
	address: (siteId) => ({ path: sitePath(siteId, '/orders-diary/orders') }),
	maxDays: 90,
	// dateFrom must be earlier than dateTo, and whether dateTo is inclusive is unknown.
	extraDays: 1,
	formatDay: dayFirst,
	bareArray: 'page',
	values: ['orderSource'],
	flags: [],
	blocks,
	// docs/calltouch-api.md#deal-record
	keys: [
		'orderId',
		'orderNumber',
		'orderName',
		'orderStatus',
		'createdDate',
		'orderDate',
		'updatedDate',
		'plannedAmount',
		'completedAmount',
		'funnel',
		'service',
		'siteId',
		'manager',
		'comment',
		'tags',
		'client',
		'visit',
		'orderSource',
		'origins',
	],
	times: { written: 'orderDate' },
};
