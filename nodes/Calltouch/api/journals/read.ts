import { chained, mapInOrder } from '../concurrency/orderedMap';
import { delay } from '../concurrency/delay';
import { CalltouchError } from '../errors';
import { getParsed } from '../http/exchange';
import type { Connection } from '../http/connection';
import type { RecordTest } from '../record';
import { daysOf, splitRange, type DayRange } from '../time/dates';
import { recordClock } from '../time/recordClock';
import { atNight, isNight } from './nightHours';
import { sentQuery, type Journal, type JournalQuery } from './journal';
import { maxPageSize, readPage, type Kept, type Page, type Reader } from './page';
import { pagesAhead, readPages, type Pages } from './pages';

/** One reading of a journal, or of some of its days. */
interface JournalReading<Filters extends object, Block extends string, T> {
	connection: Connection;
	journal: Journal<Filters, Block>;
	query: JournalQuery<Filters, Block>;
	pick: Reader<T>['pick'];
}

/**
 * Reads a journal, oldest period first, and yields the rows that `pick` returns for its records, each record once;
 * records for which it returns undefined are left out. `pick` may see a record twice, so it must have no side effects.
 * Aborts pending requests when the caller stops iterating.
 * @throws CalltouchError
 */
export async function* readJournal<Filters extends object, Block extends string, T>(
	connection: Connection,
	journal: Journal<Filters, Block>,
	query: JournalQuery<Filters, Block>,
	pick: Reader<T>['pick'],
): AsyncGenerator<T[]> {
	const stop = new AbortController();
	const signals = [stop.signal, ...(connection.signal ? [connection.signal] : [])];
	const stoppable = { ...connection, signal: AbortSignal.any(signals) };
	const reading = sifted({ connection: stoppable, journal, query, pick });
	const stretches = splitRange(query, journal.maxDays);
	try {
		yield* eachOnce(chained(stretches.map((days) => () => readStretch(ofDays(reading, days)))));
	} finally {
		stop.abort();
	}
}

/** A page of a journal that counts its records. */
export interface CountedRows<T> {
	rows: T[];
	/** IDs of all records on the page, in journal order. */
	ids: string[];
	/** Records on a full page. */
	size: number;
	/** Records on all pages. */
	total: number;
}

/**
 * Reads one page of a journal, counted from 1. Undefined if the journal does not count its records, or cannot be asked
 * for all these days at once. An empty journal has a count of 0, whether it says so or not.
 * @throws CalltouchError
 */
export async function readJournalPage<Filters extends object, Block extends string, T>(
	connection: Connection,
	journal: Journal<Filters, Block>,
	query: JournalQuery<Filters, Block>,
	page: number,
	pick: Reader<T>['pick'],
): Promise<CountedRows<T> | undefined> {
	if (splitRange(query, journal.maxDays).length > 1) return undefined;
	const reading = sifted({ connection, journal, query, pick });
	const { kept, count = 0, size, bare } = await fetchPage(reading, page);
	if (bare || (count === 0 && kept.length > 0)) return undefined;
	const rows = kept.flatMap(({ row }) => (row === undefined ? [] : [row]));
	return { rows, ids: kept.map(({ id }) => String(id)), size, total: count };
}

/** Adds the filters that are tested here. How many records it then takes to find those wanted is unknown. */
function sifted<F extends object, B extends string, T>(reading: JournalReading<F, B, T>) {
	const { connection, journal, query, pick } = reading;
	const { filters } = query;
	if (!filters) return reading;
	const tests = journal.tests?.(filters) ?? [];
	if (isNight(filters)) tests.push(atNight(filters, journal.times, connection.site.zone));
	if (tests.length === 0) return reading;
	return { ...reading, query: { ...query, wanted: undefined }, pick: meeting(tests, pick) };
}

function ofDays<F extends object, B extends string, T>(
	reading: JournalReading<F, B, T>,
	days: DayRange,
): JournalReading<F, B, T> {
	const { journal, connection, query, pick } = reading;
	const tests =
		journal.extraDays > 0 ? [upTo(days, recordClock(journal.times, connection.site.zone))] : [];
	return { ...reading, query: { ...query, ...days }, pick: meeting(tests, pick) };
}

/** Passes records whose time cannot be read: better one too many than one lost. */
function upTo({ to }: DayRange, clock: ReturnType<typeof recordClock>): RecordTest {
	return (record) => {
		const time = clock(record)?.local;
		return time === undefined || time.slice(0, 10) <= to;
	};
}

function meeting<T>(tests: RecordTest[], pick: Reader<T>['pick']): Reader<T>['pick'] {
	if (tests.length === 0) return pick;
	return (record) => (tests.every((test) => test(record)) ? pick(record) : undefined);
}

/** Yields the row of each record once: a journal that grows while it is read repeats records. */
async function* eachOnce<T>(pages: Pages<T>): AsyncGenerator<T[]> {
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

async function* readStretch<F extends object, B extends string, T>(
	reading: JournalReading<F, B, T>,
): Pages<T> {
	const { journal, query } = reading;
	if (journal.bareArray === 'everything') {
		yield* readWhole(reading);
		return;
	}
	const first = await fetchPage(reading, 1);
	if (first.bare && journal.bareArray === 'day' && query.from < query.to) yield* readDays(reading);
	else yield* readOn(reading, first, async (page) => await fetchPage(reading, page));
}

/** Requests no particular page unless the answer announces several. */
async function* readWhole<F extends object, B extends string, T>(
	reading: JournalReading<F, B, T>,
): Pages<T> {
	const whole = await fetchRecords(reading);
	const { kept, bare, total = 1 } = whole;
	if (bare) yield kept;
	else if (total > 1) {
		const askPage = async (page: number) => await fetchPage(reading, page);
		yield* readOn(reading, await askPage(1), askPage);
	} else yield* readOn(reading, { ...whole, total }, async () => await fetchRecords(reading));
}

/** Reads day by day, for a server that answers for one day at a time. */
async function* readDays<F extends object, B extends string, T>(
	reading: JournalReading<F, B, T>,
): Pages<T> {
	yield* mapInOrder(daysOf(reading.query), pagesAhead, async (day) => {
		const kept: Array<Kept<T>> = [];
		for await (const page of readStretch(ofDays(reading, { from: day, to: day }))) {
			for (const record of page) kept.push(record);
		}
		return kept;
	});
}

async function* readOn<F extends object, B extends string, T>(
	{ connection, journal, query: { wanted } }: JournalReading<F, B, T>,
	first: Page<T>,
	askPage: (page: number) => Promise<Page<T>>,
): Pages<T> {
	yield* readPages(first, {
		fetchPage: askPage,
		size: sizeOf(wanted),
		wanted,
		again: patience(connection),
		contradiction: (page) => incomplete(journal.records, page),
	});
}

function sizeOf(wanted = Infinity): number {
	return Math.min(wanted, maxPageSize);
}

async function fetchPage<F extends object, B extends string, T>(
	reading: JournalReading<F, B, T>,
	page: number,
): Promise<Page<T>> {
	const size = sizeOf(reading.query.wanted);
	return await fetchRecords(reading, size, { page: String(page), limit: String(size) });
}

/** Fetches one answer; without `paging`, everything the journal returns at once. */
async function fetchRecords<F extends object, B extends string, T>(
	{ connection, journal, query, pick }: JournalReading<F, B, T>,
	size = maxPageSize,
	paging = {},
): Promise<Page<T>> {
	const { path, query: site } = journal.address(connection.site.id);
	const asked = { ...site, ...sentQuery(journal, query), ...paging };
	return await getParsed(connection, path, asked, async (body, reject) => {
		const page = await readPage(body, { id: journal.idKey, size, pick });
		if (!page) throw reject();
		return page;
	});
}

const firstPauseMs = 500;
/** A journal that is inconsistent this often is unlikely to recover soon. */
const maxReadings = 3;

/**
 * Creates the wait before a stretch is read again, with growing pauses, for no longer than the connection may retry. It
 * resolves to false if another reading is pointless, and throws CalltouchError when canceled.
 */
function patience({
	policy: { retryForMs },
	signal,
}: Connection): (reading: number) => Promise<boolean> {
	let since: number | undefined;
	return async (reading) => {
		since ??= performance.now();
		const wait = firstPauseMs * 2 ** (reading - 1);
		const isOver = performance.now() + wait > since + retryForMs;
		if (reading >= maxReadings || isOver) return false;
		await delay(wait, signal);
		return true;
	};
}

function incomplete(records: string, page: number): CalltouchError {
	return new CalltouchError(
		'bad-answer',
		`Calltouch announced more ${records} than it sent (page ${page} is missing)`,
		{ remedy: 'Run the node again. If this keeps happening, choose a shorter period.' },
	);
}
