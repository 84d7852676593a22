import { addDays, dayFirst, type Day, type DayRange } from '../time/dates';
import { eachOnce, queryOf, readPaged, readStretches } from './journal';
import { recordTime } from '../time/moments';
import type { Reader } from './page';
import { sitePath } from '../paths';
import type { Query } from '../http/exchange';
import type { Connection } from '../http/connection';
import type { CalltouchRecord } from '../record';

/** Longest period that is asked for at once, as for calls (docs/calltouch-api.md#limits). */
const longestStretch = 90;

/**
 * Blocks of a deal that come only when asked for: key of the record → query flag (docs/calltouch-api.md#deals). Under which
 * key the origins come is not documented.
 */
const dealBlocks = {
	client: 'withContacts',
	comment: 'withComments',
	origins: 'withAllOrderOrigins',
	tags: 'withOrdersTags',
} as const;

export type DealBlock = keyof typeof dealBlocks;

/** Keys of a deal in the order of the journal (docs/calltouch-api.md#deal-record). A record may have fewer or more. */
export const dealKeys = [
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
] as const;

/** Which deals to read, by the date of the deal. */
export interface DealsQuery extends DayRange {
	orderSource?: 'CALL' | 'REQUEST' | 'CHAT';
	blocks: DealBlock[];
	/** How many deals the reader is likely to take. */
	wanted?: number;
}

/**
 * Reads the journal of deals, each once, and gives the rows that `pick` makes of them, as `readCalls` does.
 * @throws CalltouchError
 */
export async function* readDeals<T>(
	connection: Connection,
	query: DealsQuery,
	pick: Reader<T>['pick'],
): AsyncGenerator<T[]> {
	const stretches = readStretches(connection, query, longestStretch, (stoppable, stretch) => {
		const isWithinDays = upTo(stretch.to, connection.site.zone);
		return readPaged(stoppable, {
			path: sitePath(connection.site.id, '/orders-diary/orders'),
			query: journalQuery({ ...query, ...stretch }),
			id: 'orderId',
			records: 'deals',
			wanted: query.wanted,
			pick: (deal) => (isWithinDays(deal) ? pick(deal) : undefined),
		});
	});
	yield* eachOnce(stretches);
}

/** A deal whose date cannot be read passes: better one too many than one lost. */
function upTo(last: Day, zone: string): (deal: CalltouchRecord) => boolean {
	return ({ orderDate }) => {
		const time = recordTime(orderDate, zone);
		return time === undefined || time.slice(0, 10) <= last;
	};
}

/**
 * One day more is asked for than is wanted: dateFrom has to lie before dateTo, and whether the last day counts is
 * not known (docs/calltouch-api.md#deals).
 */
function journalQuery({ from, to, orderSource, blocks }: DealsQuery): Query {
	const dates = { dateFrom: dayFirst(from), dateTo: dayFirst(addDays(to, 1)) };
	const asked = blocks.map((block) => dealBlocks[block]);
	return queryOf({ ...dates, orderSource }, asked);
}
