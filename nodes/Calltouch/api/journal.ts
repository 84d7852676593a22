import { splitRange, type DayRange } from './dates';
import { CalltouchError } from './errors';
import { chained } from './inOrder';
import { largestPage, readPage, readPages, type Page, type RawPage } from './pages';
import { getJson, type Query } from './request';
import type { CalltouchRecord, Connection } from './types';

/** One question to a journal. */
interface Question<T> {
	path: string;
	query: Query;
	/** Key of a record's own number, e.g. `orderId`. */
	id: string;
	/** What the records are, for messages, e.g. `deals`. */
	records: string;
	/** How many records the reader is likely to take. */
	wanted?: number;
	shape: (records: CalltouchRecord[]) => T[];
}

/**
 * Reads a period in stretches of at most `days`, one after the other and in order. Requests that are under way
 * when the reader leaves are stopped.
 */
export async function* readStretches<T>(
	connection: Connection,
	range: DayRange,
	days: number,
	read: (connection: Connection, stretch: DayRange) => AsyncGenerator<T[]>,
): AsyncGenerator<T[]> {
	const stop = new AbortController();
	const signals = [stop.signal, ...(connection.signal ? [connection.signal] : [])];
	const stoppable = { ...connection, signal: AbortSignal.any(signals) };
	try {
		yield* chained(splitRange(range, days).map((stretch) => () => read(stoppable, stretch)));
	} finally {
		stop.abort();
	}
}

/** Lets each record pass once, by its own number: a journal that grows while it is read repeats records. */
export function eachOnce(id: string): (records: CalltouchRecord[]) => CalltouchRecord[] {
	const seen = new Set<unknown>();
	return (records) =>
		records.filter((record) => {
			const own = record[id];
			if (own === undefined || own === null) return true;
			return !seen.has(own) && seen.add(own);
		});
}

/**
 * Reads the answer to one question page by page.
 * @throws CalltouchError, also when the pages contradict each other
 */
export async function* readPaged<T>(
	connection: Connection,
	question: Question<T>,
): AsyncGenerator<T[]> {
	const { query, id, wanted, shape, records: what } = question;
	const size = Math.min(wanted ?? Infinity, largestPage);
	const fetchPage = async (page: number): Promise<Page<T>> => {
		const paged = { ...query, page: String(page), limit: String(size) };
		const { records, total } = await fetchRecords(connection, question.path, paged, size);
		return { rows: shape(records), count: records.length, firstId: records[0]?.[id], total };
	};
	yield* readPages(await fetchPage(1), {
		fetchPage,
		size,
		wanted,
		contradiction: (page) => incomplete(what, page),
	});
}

/** One answer of a journal. */
export async function fetchRecords(
	connection: Connection,
	path: string,
	query: Query,
	size: number,
): Promise<RawPage> {
	const { json, reject } = await getJson(connection, path, query);
	const read = readPage(json, size);
	if (!read) throw reject();
	return read;
}

/** A query with these flags switched on; values that are undefined are left to Calltouch. */
export function queryOf(
	values: Record<string, string | number | undefined>,
	flags: string[],
): Query {
	const query: Query = Object.fromEntries(flags.map((flag) => [flag, 'true']));
	for (const [key, value] of Object.entries(values)) {
		if (value !== undefined) query[key] = String(value);
	}
	return query;
}

/** A journal that contradicts itself. */
export function incomplete(records: string, page: number): CalltouchError {
	return new CalltouchError(
		'bad-answer',
		`Calltouch announced more ${records} than it sent (page ${page} is missing)`,
		{ remedy: 'Run the node again. If this keeps happening, choose a shorter period.' },
	);
}
