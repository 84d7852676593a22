import { Tally, maxInVain, maxPages } from './tally';
import { mapInOrder } from '../concurrency/orderedMap';
import type { Kept, Page } from './page';

/**
 * Pages to request before the first of them arrives: with answers that take 2 seconds, at 5 requests a second, up to 15
 * are in flight.
 */
export const pagesAhead = 16;

/** What is kept of a journal's records, page by page. */
export type Pages<T> = AsyncGenerator<Array<Kept<T>>>;

/** How to read one journal. */
interface PagedJournal<T> {
	fetchPage: (page: number) => Promise<Page<T>>;
	/** Records requested per page. */
	size: number;
	/** How many records the caller is likely to take, so that no page is fetched in vain. */
	wanted?: number;
	/** Builds the error for a journal that contradicts itself. */
	contradiction: (page: number) => Error;
	/** Waits before an inconsistent journal is read again; resolves to false if another reading is not worthwhile. */
	again?: (reading: number) => Promise<boolean>;
}

/**
 * Yields the pages from `first` on, in order; fetches them concurrently if `first` tells how many there are. Otherwise
 * the journal ends at an empty page, one that is not full, or one that repeats the previous page. If the pages do not
 * match what was announced, all are read again, so records already yielded come once more.
 * @throws the contradiction if they still do not match, because a part is never passed off as the whole, and if pages
 * bring nothing new, because that may go on forever
 */
export async function* readPages<T>(first: Page<T>, journal: PagedJournal<T>): Pages<T> {
	for (let reading = 1, from = first; ; reading++, from = await journal.fetchPage(1)) {
		const faulty =
			from.total === undefined
				? yield* readUncounted(from, journal)
				: yield* readCounted(from, from.total, journal);
		if (faulty === undefined) return;
		if (!(await journal.again?.(reading))) throw journal.contradiction(faulty);
	}
}

/** Returns the number of the page that does not fit the others; undefined if all fit. */
type PageReading<T> = AsyncGenerator<Array<Kept<T>>, number | undefined>;

async function* readCounted<T>(
	first: Page<T>,
	announced: number,
	journal: PagedJournal<T>,
): PageReading<T> {
	const tally = new Tally(first);
	if (!tally.takes(first)) return 1;
	yield first.kept;
	let total = announced;
	let upTo = Math.min(total, Math.max(2, Math.ceil((journal.wanted ?? Infinity) / journal.size)));
	for (let from = 2; from <= total; from = upTo + 1, upTo = total) {
		for await (const page of mapInOrder(numbersOf(from, upTo), pagesAhead, journal.fetchPage)) {
			if (!tally.takes(page)) return tally.number + 1;
			yield page.kept;
			// A journal that grows while it is read announces more pages than it did at first.
			total = Math.max(total, page.total ?? 0);
		}
	}
	return undefined;
}

async function* readUncounted<T>(first: Page<T>, journal: PagedJournal<T>): PageReading<T> {
	if (first.kept.length > 0) yield first.kept;
	const seen = new Set(first.kept.map(({ id }) => id));
	let inVain = 0;
	let before = first;
	for (let number = 2; before.kept.length === journal.size; number++) {
		const page = await journal.fetchPage(number);
		if (page.kept.length === 0 || repeats(page, before)) return undefined;
		const known = seen.size;
		for (const { id } of page.kept) seen.add(id);
		if (seen.size === known) inVain++;
		if (inVain >= maxInVain || number >= maxPages) throw journal.contradiction(number);
		yield page.kept;
		before = page;
	}
	return undefined;
}

/** Lazy, because a server may announce any number of pages. */
function* numbersOf(from: number, to: number): Generator<number> {
	for (let number = from; number <= to; number++) yield number;
}

/** Whether a server without paging sent the same records again. */
function repeats({ kept }: Page<unknown>, { kept: before }: Page<unknown>): boolean {
	return kept.length === before.length && kept.every(({ id }, at) => id === before[at]?.id);
}
