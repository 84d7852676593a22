import { inOrder } from './inOrder';
import type { CalltouchRecord } from './types';

/** Largest page that the journals give (calltouch-api.md, section 4). */
export const largestPage = 1000;
/** Pages asked for before the first of them has come: at 2 seconds an answer, 5 a second, up to 15 are under way. */
export const pagesAhead = 16;

/** What a journal answered. */
export interface RawPage {
	records: CalltouchRecord[];
	/** How many pages there are, as far as the answer tells. */
	total?: number;
	/** A bare array: all that the journal has, or one page of it; the answer does not tell. */
	bare: boolean;
}

/** A page after its records were shaped, so that they need not be kept. */
export interface Page<T> {
	rows: T[];
	/** Number of records that the page had. */
	count: number;
	/** Identity of its first record, to notice a server that does not know pages. */
	firstId: unknown;
	total?: number;
}

interface PageFields {
	records?: unknown;
	pageTotal?: unknown;
	totalPage?: unknown;
	recordsTotal?: unknown;
}

/**
 * Reads both forms of a journal: a bare array, or an envelope with `records` that counts its pages in `pageTotal`,
 * in `totalPage`, in `recordsTotal` or not at all (calltouch-api.md, sections 7.1 and 20). Undefined for anything else.
 */
export function readPage(json: unknown, size: number): RawPage | undefined {
	if (areRecords(json)) return { records: json, bare: true };
	if (!isObject(json)) return undefined;
	const { records, pageTotal, totalPage, recordsTotal }: PageFields = json;
	if (!areRecords(records)) return undefined;
	const counted = positive(recordsTotal);
	const total =
		positive(pageTotal) ?? positive(totalPage) ?? (counted && Math.ceil(counted / size));
	return { records, total, bare: false };
}

function areRecords(value: unknown): value is CalltouchRecord[] {
	return Array.isArray(value) && value.every(isObject);
}

function isObject(value: unknown): value is CalltouchRecord {
	return typeof value === 'object' && value !== null;
}

/** Zero means nothing here: an empty range may say 0 pages, and a full one may as well. */
function positive(value: unknown): number | undefined {
	return typeof value === 'number' && value > 0 ? value : undefined;
}

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
export async function* readPages<T>(first: Page<T>, journal: Journal<T>): AsyncGenerator<T[]> {
	if (first.count === 0) return;
	yield first.rows;
	if (first.total === undefined) yield* readUncounted(first, journal);
	else yield* readCounted(first, first.total, journal);
}

async function* readCounted<T>(
	first: Page<T>,
	announced: number,
	journal: Journal<T>,
): AsyncGenerator<T[]> {
	let before = first;
	let total = announced;
	let upTo = Math.min(total, Math.max(2, Math.ceil((journal.wanted ?? Infinity) / journal.size)));
	for (let from = 2; from <= total; from = upTo + 1, upTo = total) {
		const numbers = Array.from({ length: upTo - from + 1 }, (_, index) => from + index);
		let number = from;
		for await (const page of inOrder(numbers, pagesAhead, journal.fetchPage)) {
			if (page.count === 0 && number === total) return;
			if (page.count === 0 || repeats(page, before)) throw journal.contradiction(number);
			yield page.rows;
			// A journal that grows while it is read announces more pages than at first.
			total = Math.max(total, page.total ?? 0);
			before = page;
			number++;
		}
	}
}

async function* readUncounted<T>(first: Page<T>, journal: Journal<T>): AsyncGenerator<T[]> {
	let before = first;
	for (let number = 2; before.count === journal.size; number++) {
		const page = await journal.fetchPage(number);
		if (page.count === 0 || repeats(page, before)) return;
		yield page.rows;
		before = page;
	}
}

function repeats(page: Page<unknown>, before: Page<unknown>): boolean {
	return page.firstId !== undefined && page.firstId === before.firstId;
}
