import { splitRange, type DayRange } from '../time/dates';
import { CalltouchError } from '../errors';
import { chained } from '../concurrency/orderedMap';
import { largestPage, readPage, type Page, type Reader } from './page';
import { readPages, type Pages } from './pages';
import { delay } from '../concurrency/delay';
import { getParsed, type Query } from '../http/exchange';
import type { Connection } from '../http/connection';

/** One question to a journal. */
interface Question<T> extends Pick<Reader<T>, 'id' | 'pick'> {
	path: string;
	query: Query;
	/** What the records are, for messages, e.g. `deals`. */
	records: string;
	/** How many records the reader is likely to take. */
	wanted?: number;
}

/**
 * Reads a period in stretches of at most `days`, one after the other and in order. Requests that are under way
 * when the reader leaves are stopped.
 */
export async function* readStretches<T>(
	connection: Connection,
	range: DayRange,
	days: number,
	read: (connection: Connection, stretch: DayRange) => AsyncGenerator<T>,
): AsyncGenerator<T> {
	const stop = new AbortController();
	const signals = [stop.signal, ...(connection.signal ? [connection.signal] : [])];
	const stoppable = { ...connection, signal: AbortSignal.any(signals) };
	try {
		yield* chained(splitRange(range, days).map((stretch) => () => read(stoppable, stretch)));
	} finally {
		stop.abort();
	}
}

/** The rows of a journal, page by page, each record's once: a journal that grows while it is read repeats records. */
export async function* eachOnce<T>(pages: Pages<T>): AsyncGenerator<T[]> {
	const seen = new Set<string | number>();
	for await (const kept of pages) {
		const rows: T[] = [];
		for (const { id, row } of kept) {
			if (row === undefined || seen.has(id)) continue;
			seen.add(id);
			rows.push(row);
		}
		yield rows;
	}
}

/**
 * Reads the answer to one question page by page.
 * @throws CalltouchError, also when the pages contradict each other
 */
export async function* readPaged<T>(connection: Connection, question: Question<T>): Pages<T> {
	const { path, query, id, pick, wanted, records: what } = question;
	const size = Math.min(wanted ?? Infinity, largestPage);
	const fetchPage = async (page: number) => {
		const paged = { ...query, page: String(page), limit: String(size) };
		return await fetchRecords(connection, path, paged, { id, size, pick });
	};
	yield* readPages(await fetchPage(1), {
		fetchPage,
		size,
		wanted,
		again: patience(connection),
		contradiction: (page) => incomplete(what, page),
	});
}

const firstPauseMs = 500;
/** A journal that does not add up so often is not likely to do so soon. */
const mostReadings = 3;

/**
 * Waits before one stretch is read again, with pauses that grow, and not longer than the connection may try again.
 * The function gives false when no further reading makes sense, and throws CalltouchError when canceled.
 */
export function patience({
	policy: { retryForMs },
	signal,
}: Connection): (reading: number) => Promise<boolean> {
	let since: number | undefined;
	return async (reading) => {
		since ??= performance.now();
		const wait = firstPauseMs * 2 ** (reading - 1);
		const isOver = performance.now() + wait > since + retryForMs;
		if (reading >= mostReadings || isOver) return false;
		await delay(wait, signal);
		return true;
	};
}

/** One answer of a journal. */
export async function fetchRecords<T>(
	connection: Connection,
	path: string,
	query: Query,
	reader: Reader<T>,
): Promise<Page<T>> {
	const parse = async (body: unknown) => await readPage(body, reader);
	const { content, reject } = await getParsed(connection, path, query, parse);
	if (!content) throw reject();
	return content;
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
