import { matchesAny, type FieldFilter } from './callFields';
import { dayFirst, daysOf, type DayRange } from './dates';
import { inOrder } from './inOrder';
import { eachOnce, fetchRecords, incomplete, queryOf, readStretches } from './journal';
import { largestPage, pagesAhead, readPages, type Page, type RawPage } from './pages';
import { sitePath } from './paths';
import type { Query } from './request';
import type { CalltouchRecord, Connection } from './types';

/** Longest period that is asked for at once (calltouch-api.md, section 20, C11). */
const longestRange = 90;

/** Blocks of a call that come only when asked for: name of the record's key → query flag (calltouch-api.md, 7.2). */
export const callBlocks = {
	attrs: 'withAttrs',
	callTags: 'withCallTags',
	callbackInfo: 'withCallbackInfo',
	comments: 'withComments',
	customFields: 'withCustomFields',
	dcm: 'withDcm',
	googleAdWords: 'withGoogleAdwords',
	mapVisits: 'withMapVisits',
	orders: 'withOrders',
	phrases: 'withText',
	yandexDirect: 'withYandexDirect',
} as const;

export type CallBlock = keyof typeof callBlocks;

/** Which calls to read. What is undefined is left to Calltouch. */
export interface CallsQuery extends DayRange {
	callId?: string;
	attribution?: 0 | 1;
	bindTo?: 'call' | 'session';
	uniqueOnly?: boolean;
	targetOnly?: boolean;
	uniqTargetOnly?: boolean;
	callbackOnly?: boolean;
	/** `hh:mm:ss`. */
	timeFrom?: string;
	timeTo?: string;
	/** A call that matches any of them is read; an empty list lets every call pass. */
	anyOf: FieldFilter[];
	blocks: CallBlock[];
	/** How many calls the reader is likely to take. */
	wanted?: number;
}

/**
 * Reads the journal of calls, oldest period first, each call once, and gives what `shape` makes of each page.
 * `shape` is called as the pages come, which need not be in order; its results come out in order.
 * @throws CalltouchError
 */
export async function* readCalls<T>(
	connection: Connection,
	query: CallsQuery,
	shape: (calls: CalltouchRecord[]) => T[],
): AsyncGenerator<T[]> {
	const once = eachOnce('callId');
	const pick = (calls: CalltouchRecord[]) =>
		once(calls.filter((call) => matchesAny(call, query.anyOf)));
	yield* readStretches(connection, query, longestRange, (stoppable, stretch) =>
		readStretch(stoppable, { ...query, ...stretch }, (calls) => shape(pick(calls))),
	);
}

/** Hands each call to `use`, in any order, and keeps none. Throws CalltouchError. */
export async function forEachCall(
	connection: Connection,
	query: CallsQuery,
	use: (call: CalltouchRecord) => void,
): Promise<void> {
	const pages = readCalls(connection, query, (calls) => {
		for (const call of calls) use(call);
		return [];
	});
	while (!(await pages.next()).done);
}

async function* readStretch<T>(
	connection: Connection,
	stretch: CallsQuery,
	shape: (calls: CalltouchRecord[]) => T[],
): AsyncGenerator<T[]> {
	const wanted = stretch.anyOf.length > 0 ? undefined : stretch.wanted;
	const size = Math.min(wanted ?? Infinity, largestPage);
	const fetchPage = async (page: number) => await fetchRaw(connection, stretch, page, size);
	const shaped = ({ records, total }: RawPage): Page<T> => ({
		rows: shape(records),
		count: records.length,
		firstId: records[0]?.callId,
		total,
	});
	const first = await fetchPage(1);
	if (first.bare && stretch.from < stretch.to) {
		yield* readDays(connection, stretch, shape);
		return;
	}
	yield* readPages(shaped(first), {
		fetchPage: async (page) => shaped(await fetchPage(page)),
		size,
		wanted,
		contradiction: (page) => incomplete('calls', page),
	});
}

/** A server that sends bare arrays knows one day at a time (calltouch-api.md, 7.1). */
async function* readDays<T>(
	connection: Connection,
	stretch: CallsQuery,
	shape: (calls: CalltouchRecord[]) => T[],
): AsyncGenerator<T[]> {
	yield* inOrder(daysOf(stretch), pagesAhead, async (day) => {
		const rows: T[] = [];
		const ofDay = { ...stretch, from: day, to: day };
		for await (const page of readStretch(connection, ofDay, shape)) rows.push(...page);
		return rows;
	});
}

async function fetchRaw(
	connection: Connection,
	stretch: CallsQuery,
	page: number,
	size: number,
): Promise<RawPage> {
	const query = { ...journalQuery(stretch), page: String(page), limit: String(size) };
	return await fetchRecords(
		connection,
		sitePath(connection.siteId, '/calls-diary/calls'),
		query,
		size,
	);
}

const flags = ['uniqueOnly', 'targetOnly', 'uniqTargetOnly', 'callbackOnly'] as const;

function journalQuery(stretch: CallsQuery): Query {
	const { from, to, callId, attribution, bindTo, timeFrom, timeTo, blocks } = stretch;
	const dates = { dateFrom: dayFirst(from), dateTo: dayFirst(to) };
	const switchedOn = flags.filter((flag) => stretch[flag]);
	const asked = blocks.map((block) => callBlocks[block]);
	const values = { ...dates, callId, attribution, bindTo, timeFrom, timeTo };
	return queryOf(values, [...switchedOn, ...asked]);
}
