import { matchesAny, type FieldFilter } from './callFields';
import { dayFirst, daysOf, splitRange, type DayRange } from '../time/dates';
import { inOrder } from '../concurrency/orderedMap';
import { eachOnce, fetchRecords, incomplete, patience, queryOf, readStretches } from './journal';
import { largestPage, type Kept, type Page, type Reader } from './page';
import { pagesAhead, readPages, type Pages } from './pages';
import { sitePath } from '../paths';
import type { Query } from '../http/exchange';
import type { Connection } from '../http/connection';
import type { CalltouchRecord } from '../record';

/** Longest period that is asked for at once (docs/calltouch-api.md#limits). */
const longestRange = 90;

/** Blocks of a call that come only when asked for: name of the record's key → query flag (docs/calltouch-api.md#call-query). */
const callBlocks = {
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
 * Reads the journal of calls, oldest period first, each call once, and gives the rows that `pick` makes of them; what
 * it makes nothing of is left out. `pick` may see a call twice, so it must change nothing.
 * @throws CalltouchError
 */
export async function* readCalls<T>(
	connection: Connection,
	query: CallsQuery,
	pick: (call: CalltouchRecord) => T | undefined,
): AsyncGenerator<T[]> {
	const matching = (call: CalltouchRecord) =>
		matchesAny(call, query.anyOf) ? pick(call) : undefined;
	const stretches = readStretches(connection, query, longestRange, (stoppable, stretch) =>
		readStretch(stoppable, { ...query, ...stretch }, matching),
	);
	yield* eachOnce(stretches);
}

/** A page of a journal that counts its records. */
export interface CountedRows<T> {
	rows: T[];
	/** Of all records of the page, in the order of the journal. */
	ids: string[];
	/** Records of a full page. */
	size: number;
	/** Records on all pages. */
	total: number;
}

/**
 * Reads one page of the journal, counted from 1. Undefined where the journal does not count its records, or cannot be
 * asked for all these days at once.
 * @throws CalltouchError
 */
export async function readCallsPage<T>(
	connection: Connection,
	query: CallsQuery,
	page: number,
	pick: (call: CalltouchRecord) => T | undefined,
): Promise<CountedRows<T> | undefined> {
	if (splitRange(query, longestRange).length > 1) return undefined;
	const matching = (call: CalltouchRecord) =>
		matchesAny(call, query.anyOf) ? pick(call) : undefined;
	const reader = { id: 'callId', size: largestPage, pick: matching };
	const { kept, count, size } = await fetchCalls(connection, query, page, reader);
	if (count === undefined) return undefined;
	const rows = kept.flatMap(({ row }) => (row === undefined ? [] : [row]));
	return { rows, ids: kept.map(({ id }) => String(id)), size, total: count };
}

async function* readStretch<T>(
	connection: Connection,
	stretch: CallsQuery,
	pick: Reader<T>['pick'],
): Pages<T> {
	const wanted = stretch.anyOf.length > 0 ? undefined : stretch.wanted;
	const size = Math.min(wanted ?? Infinity, largestPage);
	const reader = { id: 'callId', size, pick };
	const fetchPage = async (page: number) => await fetchCalls(connection, stretch, page, reader);
	const first = await fetchPage(1);
	if (first.bare && stretch.from < stretch.to) {
		yield* readDays(connection, stretch, pick);
		return;
	}
	yield* readPages(first, {
		fetchPage,
		size,
		wanted,
		again: patience(connection),
		contradiction: (page) => incomplete('calls', page),
	});
}

/** A server that sends bare arrays knows one day at a time (docs/calltouch-api.md#calls). */
async function* readDays<T>(
	connection: Connection,
	stretch: CallsQuery,
	pick: Reader<T>['pick'],
): Pages<T> {
	yield* inOrder(daysOf(stretch), pagesAhead, async (day) => {
		const kept: Array<Kept<T>> = [];
		const ofDay = { ...stretch, from: day, to: day };
		for await (const page of readStretch(connection, ofDay, pick)) {
			for (const record of page) kept.push(record);
		}
		return kept;
	});
}

async function fetchCalls<T>(
	connection: Connection,
	stretch: CallsQuery,
	page: number,
	reader: Reader<T>,
): Promise<Page<T>> {
	const paging = { page: String(page), limit: String(reader.size) };
	const query = { ...journalQuery(stretch), ...paging };
	const path = sitePath(connection.site.id, '/calls-diary/calls');
	return await fetchRecords(connection, path, query, reader);
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
