import type { Connection } from '../http/connection';
import type { CalltouchRecord } from '../record';
import type { Journal, JournalQuery } from './journal';
import { maxPageSize } from './page';
import { readJournal, readJournalPage, type CountedRows } from './read';

/** Rows that can be compared by time. */
export interface Timed {
	/** `yyyy-mm-ddThh:mm:ss` of the account; empty if unknown. */
	time: string;
}

/**
 * Reads about the newest thousand records of a period, newest first: one request, or a second one if there are more.
 * A journal that cannot be read from its end gives its first thousand.
 * @throws CalltouchError
 */
export async function readNewest<Filters extends object, Block extends string, T extends Timed>(
	connection: Connection,
	journal: Journal<Filters, Block>,
	period: JournalQuery<Filters, Block>,
	pick: (record: CalltouchRecord) => T,
): Promise<T[]> {
	const readPage = async (page: number, wanted: number) =>
		await readJournalPage(connection, journal, { ...period, wanted }, page, pick);
	const query = { ...period, wanted: maxPageSize };
	const isPaged = journal.bareArray !== 'everything';
	const first = isPaged ? await readPage(1, maxPageSize) : undefined;
	const rows = first
		? await readEnd(first, readPage)
		: await readStart(readJournal(connection, journal, query, pick));
	return [...rows].sort((a, b) => (a.time < b.time ? 1 : a.time > b.time ? -1 : 0));
}

/** The last page, sized so that it is full. */
async function readEnd<T extends Timed>(
	first: CountedRows<T>,
	readPage: (page: number, size: number) => Promise<CountedRows<T> | undefined>,
): Promise<T[]> {
	const { rows, size, total } = first;
	const pages = Math.ceil(total / size);
	const isNewestFirst = (rows[0]?.time ?? '') > (rows.at(-1)?.time ?? '');
	if (pages <= 1 || isNewestFirst) return rows;
	const last = await readPage(pages, Math.ceil(total / pages));
	return last?.rows ?? rows;
}

async function readStart<T>(pages: AsyncGenerator<T[]>): Promise<T[]> {
	const found: T[] = [];
	for await (const page of pages) {
		found.push(...page);
		if (found.length >= maxPageSize) break;
	}
	return found;
}
