import { matchesAny, type FieldFilter } from './callFields';
import { dayFirst, daysOf, splitRange, type DayRange } from './dates';
import { CalltouchError } from './errors';
import { chained, inOrder } from './inOrder';
import { largestPage, pagesAhead, readPage, readPages, type Page, type RawPage } from './pages';
import { sitePath } from './paths';
import { getJson, type Query } from './request';
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
	const stop = new AbortController();
	const signals = [stop.signal, ...(connection.signal ? [connection.signal] : [])];
	const stoppable = { ...connection, signal: AbortSignal.any(signals) };
	const pick = passOnce(query.anyOf);
	const stretches = splitRange(query, longestRange).map((range) => ({ ...query, ...range }));
	try {
		yield* chained(
			stretches.map(
				(stretch) => () => readStretch(stoppable, stretch, (calls) => shape(pick(calls))),
			),
		);
	} finally {
		stop.abort();
	}
}

/** Picks the calls that meet a filter, each once: a journal that grows while it is read repeats calls. */
function passOnce(filters: FieldFilter[]): (calls: CalltouchRecord[]) => CalltouchRecord[] {
	const seen = new Set<unknown>();
	return (calls) =>
		calls.filter((call) => {
			const { callId } = call;
			if (!matchesAny(call, filters)) return false;
			if (callId === undefined || callId === null) return true;
			return !seen.has(callId) && seen.add(callId);
		});
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
		contradiction: (page) => incomplete(page),
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
	const { json, reject } = await getJson(
		connection,
		sitePath(connection.siteId, '/calls-diary/calls'),
		query,
	);
	const read = readPage(json, size);
	if (!read) throw reject();
	return read;
}

function incomplete(page: number): CalltouchError {
	return new CalltouchError(
		'bad-answer',
		`Calltouch announced more calls than it sent (page ${page} is missing)`,
		{ remedy: 'Run the node again. If it stays, choose a shorter period.' },
	);
}

const flags = ['uniqueOnly', 'targetOnly', 'uniqTargetOnly', 'callbackOnly'] as const;

function journalQuery(stretch: CallsQuery): Query {
	const { callId, attribution, bindTo, timeFrom, timeTo } = stretch;
	const query: Query = { dateFrom: dayFirst(stretch.from), dateTo: dayFirst(stretch.to) };
	const plain = { callId, attribution, bindTo, timeFrom, timeTo };
	for (const [key, value] of Object.entries(plain)) {
		if (value !== undefined) query[key] = String(value);
	}
	for (const flag of flags) if (stretch[flag]) query[flag] = 'true';
	for (const block of stretch.blocks) query[callBlocks[block]] = 'true';
	return query;
}
