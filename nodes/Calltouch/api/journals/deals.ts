import { sitePath } from '../paths';
import { dayFirst } from '../time/dates';
import type { Journal } from './journal';

/**
 * Blocks of a deal that come only when asked for: key of the record → query flag (docs/calltouch-api.md#deals). Under which
 * key the origins come is not documented.
 */
const blocks = {
	client: 'withContacts',
	comment: 'withComments',
	origins: 'withAllOrderOrigins',
	tags: 'withOrdersTags',
} as const;

export type DealBlock = keyof typeof blocks;

/** Which deals of the days to read. */
export interface DealFilters {
	orderSource?: 'CALL' | 'REQUEST' | 'CHAT';
}

/** The journal of deals, by the date of the deal (docs/calltouch-api.md#deals). */
export const deals: Journal<DealFilters, DealBlock> = {
	records: 'deals',
	idKey: 'orderId',
	address: (siteId) => ({ path: sitePath(siteId, '/orders-diary/orders') }),
	maxDays: 90,
	// dateFrom has to lie before dateTo, and whether the last day counts is not known.
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
