import { monthFirst, type DayRange } from '../time/dates';
import {
	eachOnce,
	fetchRecords,
	incomplete,
	patience,
	queryOf,
	readPaged,
	readStretches,
} from './journal';
import { largestPage, type Reader } from './page';
import { readPages, type Pages } from './pages';
import { recordTime } from '../time/moments';
import { requestsPath } from '../paths';
import type { Query } from '../http/exchange';
import type { Connection } from '../http/connection';
import type { CalltouchRecord } from '../record';

/** The journal comes whole; a shorter stretch keeps an answer small and lets a limit stop early. */
const longestStretch = 30;

/**
 * Blocks of a request that come only when asked for: key of the record → query flag (docs/calltouch-api.md#requests).
 * `attrs` stands in the session of the request.
 */
const requestBlocks = {
	RequestTags: 'withRequestTags',
	attrs: 'withAttrs',
	customFields: 'withCustomFields',
	dcm: 'withDcm',
	googleAdWords: 'withGoogleAdwords',
	mapVisits: 'withMapVisits',
	yandexDirect: 'withYandexDirect',
} as const;

export type RequestBlock = keyof typeof requestBlocks;

/** Keys of a request in the order of the journal (docs/calltouch-api.md#request-record). A record may have fewer. */
export const requestKeys = [
	'date',
	'dateStr',
	'comments',
	'requestType',
	'manager',
	'session',
	'subject',
	'uniqTargetRequest',
	'uniqueRequest',
	'targetRequest',
	'yandexDirect',
	'googleAdWords',
	'requestNumber',
	'requestId',
	'client',
	'siteId',
	'orders',
	'status',
	'order',
	'mapVisits',
	'requestUrl',
	'ctClientId',
	'dcm',
	'ctGlobalId',
	'widgetInfo',
	'RequestTags',
	'customFields',
] as const;

/** When a request was made, as ISO 8601 in the zone; undefined when it does not tell. */
export function requestTime({ date, dateStr }: CalltouchRecord, zone: string): string | undefined {
	return recordTime(date, zone) ?? recordTime(dateStr, zone);
}

/** Which requests to read. What is undefined is left to Calltouch. */
export interface RequestsQuery extends DayRange {
	attribution?: 0 | 1;
	bindTo?: 'session';
	/** `hh:mm:ss`. */
	timeFrom?: string;
	timeTo?: string;
	blocks: RequestBlock[];
}

/**
 * Reads the journal of requests, each once, and gives the rows that `pick` makes of them, as `readCalls` does.
 * @throws CalltouchError
 */
export async function* readRequests<T>(
	connection: Connection,
	query: RequestsQuery,
	pick: Reader<T>['pick'],
): AsyncGenerator<T[]> {
	const stretches = readStretches(connection, query, longestStretch, (stoppable, stretch) =>
		readStretch(stoppable, { ...query, ...stretch }, pick),
	);
	yield* eachOnce(stretches);
}

/** The journal is a bare array without pages; an envelope that counts several pages is read page by page. */
async function* readStretch<T>(
	connection: Connection,
	stretch: RequestsQuery,
	pick: Reader<T>['pick'],
): Pages<T> {
	const query = journalQuery(connection, stretch);
	const path = requestsPath;
	const reader = { id: 'requestId', size: largestPage, pick };
	const fetchWhole = async () => await fetchRecords(connection, path, query, reader);
	const whole = await fetchWhole();
	const { kept, bare, total = 1 } = whole;
	if (bare) yield kept;
	else if (total > 1) yield* readPaged(connection, { ...reader, path, query, records: 'requests' });
	else {
		yield* readPages(
			{ ...whole, total },
			{
				fetchPage: fetchWhole,
				size: largestPage,
				again: patience(connection),
				contradiction: (page) => incomplete('requests', page),
			},
		);
	}
}

function journalQuery({ site }: Connection, stretch: RequestsQuery): Query {
	const { from, to, attribution, bindTo, timeFrom, timeTo, blocks } = stretch;
	const dates = { dateFrom: monthFirst(from), dateTo: monthFirst(to) };
	const asked = blocks.map((block) => requestBlocks[block]);
	return queryOf({ siteId: site.id, ...dates, attribution, bindTo, timeFrom, timeTo }, asked);
}
