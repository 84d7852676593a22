import { inOrder } from './inOrder';
import { parseJournal } from './pieces';
import type { CalltouchRecord } from './types';

/** Largest page that the journals give (calltouch-api.md, section 4). */
export const largestPage = 1000;
/** Pages asked for before the first of them has come: at 2 seconds an answer, 5 a second, up to 15 are under way. */
export const pagesAhead = 16;

/** What is kept of a record, so that the record itself need not be. */
export interface Entry<T> {
	/** The record's own number, as far as it has one. */
	id: unknown;
	/** Undefined when nothing is wanted of it. */
	row: T | undefined;
}

/** What a journal answered. */
export interface Page<T> {
	/** One for each record. */
	entries: Array<Entry<T>>;
	/** How many pages there are, as far as the answer tells. */
	total?: number;
	/** A bare array: all that the journal has, or one page of it; the answer does not tell. */
	bare: boolean;
}

/** How an answer is read. */
export interface Reader<T> {
	/** Key of a record's own number, e.g. `orderId`. */
	id: string;
	/** Records asked for with a page. */
	size: number;
	/** Makes a row of a record, or nothing. It may see a record twice, so it must change nothing. */
	pick: (record: CalltouchRecord) => T | undefined;
}

interface Envelope {
	records?: unknown;
	pageTotal?: unknown;
	totalPage?: unknown;
	recordsTotal?: unknown;
}

/**
 * Reads both forms of a journal: a bare array, or an envelope with `records` that counts its pages in `pageTotal`,
 * in `totalPage`, in `recordsTotal` or not at all (calltouch-api.md, sections 7.1 and 20). Undefined for anything else.
 * @throws SyntaxError or TypeError for a body that is no JSON
 */
export async function readPage<T>(
	body: unknown,
	{ id, size, pick }: Reader<T>,
): Promise<Page<T> | undefined> {
	const { frame, rows: entries } = await parseJournal(body, (record) =>
		isObject(record) ? { id: record[id], row: pick(record) } : undefined,
	);
	if (!entries.every((entry) => entry !== undefined)) return undefined;
	if (Array.isArray(frame)) return { entries, bare: true };
	const { records, pageTotal, totalPage, recordsTotal }: Envelope = isObject(frame) ? frame : {};
	if (!Array.isArray(records)) return undefined;
	const counted = positive(recordsTotal);
	const total =
		positive(pageTotal) ?? positive(totalPage) ?? (counted && Math.ceil(counted / size));
	return { entries, total, bare: false };
}

function isObject(value: unknown): value is CalltouchRecord {
	return typeof value === 'object' && value !== null;
}

/** Zero means nothing here: an empty range may say 0 pages, and a full one may as well. */
function positive(value: unknown): number | undefined {
	return typeof value === 'number' && value > 0 ? value : undefined;
}

/** The entries of a journal, page by page. */
export type Entries<T> = AsyncGenerator<Array<Entry<T>>>;

/** How to read one journal. */
interface Journal<T> {
	fetchPage: (page: number) => Promise<Page<T>>;
	/** Records asked for with each page. */
	size: number;
	/** How many records the reader is likely to take, to fetch no page in vain. */
	wanted?: number;
	/** Builds the error for a journal that contradicts itself. */
	contradiction: (page: number) => Error;
}

/**
 * Reads the pages after `first`, in order, and side by side where `first` tells how many there are.
 * Where the answers do not tell, the end is an empty page, one that is not full, or one that repeats the page before.
 * @throws the contradiction when an announced page is empty or repeats another: a part is never given as the whole
 */
export async function* readPages<T>(first: Page<T>, journal: Journal<T>): Entries<T> {
	if (first.entries.length === 0) return;
	yield first.entries;
	if (first.total === undefined) yield* readUncounted(first, journal);
	else yield* readCounted(first, first.total, journal);
}

async function* readCounted<T>(first: Page<T>, announced: number, journal: Journal<T>): Entries<T> {
	let before = first;
	let total = announced;
	let upTo = Math.min(total, Math.max(2, Math.ceil((journal.wanted ?? Infinity) / journal.size)));
	for (let from = 2; from <= total; from = upTo + 1, upTo = total) {
		const numbers = Array.from({ length: upTo - from + 1 }, (_, index) => from + index);
		let number = from;
		for await (const page of inOrder(numbers, pagesAhead, journal.fetchPage)) {
			const isEmpty = page.entries.length === 0;
			if (isEmpty && number === total) return;
			if (isEmpty || repeats(page, before)) throw journal.contradiction(number);
			yield page.entries;
			// A journal that grows while it is read announces more pages than at first.
			total = Math.max(total, page.total ?? 0);
			before = page;
			number++;
		}
	}
}

async function* readUncounted<T>(first: Page<T>, journal: Journal<T>): Entries<T> {
	let before = first;
	for (let number = 2; before.entries.length === journal.size; number++) {
		const page = await journal.fetchPage(number);
		if (page.entries.length === 0 || repeats(page, before)) return;
		yield page.entries;
		before = page;
	}
}

/** Whether a server that does not know pages sent the same again. */
function repeats({ entries: [first] }: Page<unknown>, before: Page<unknown>): boolean {
	return first?.id !== undefined && first.id === before.entries[0]?.id;
}
