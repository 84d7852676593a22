import { inOrder } from './inOrder';
import type { Kept, Page } from './page';

/** Pages asked for before the first of them has come: at 2 seconds an answer, 5 a second, up to 15 are under way. */
export const pagesAhead = 16;

/** What is kept of a journal, page by page. */
export type Pages<T> = AsyncGenerator<Array<Kept<T>>>;

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
export async function* readPages<T>(first: Page<T>, journal: Journal<T>): Pages<T> {
	if (first.kept.length === 0) return;
	yield first.kept;
	if (first.total === undefined) yield* readUncounted(first, journal);
	else yield* readCounted(first, first.total, journal);
}

async function* readCounted<T>(first: Page<T>, announced: number, journal: Journal<T>): Pages<T> {
	let before = first;
	let total = announced;
	let upTo = Math.min(total, Math.max(2, Math.ceil((journal.wanted ?? Infinity) / journal.size)));
	for (let from = 2; from <= total; from = upTo + 1, upTo = total) {
		const numbers = Array.from({ length: upTo - from + 1 }, (_, index) => from + index);
		let number = from;
		for await (const page of inOrder(numbers, pagesAhead, journal.fetchPage)) {
			const isEmpty = page.kept.length === 0;
			if (isEmpty && number === total) return;
			if (isEmpty || repeats(page, before)) throw journal.contradiction(number);
			yield page.kept;
			// A journal that grows while it is read announces more pages than at first.
			total = Math.max(total, page.total ?? 0);
			before = page;
			number++;
		}
	}
}

async function* readUncounted<T>(first: Page<T>, journal: Journal<T>): Pages<T> {
	let before = first;
	for (let number = 2; before.kept.length === journal.size; number++) {
		const page = await journal.fetchPage(number);
		if (page.kept.length === 0 || repeats(page, before)) return;
		yield page.kept;
		before = page;
	}
}

/** Whether a server that does not know pages sent the same again. */
function repeats({ kept: [first] }: Page<unknown>, before: Page<unknown>): boolean {
	return first?.id !== undefined && first.id === before.kept[0]?.id;
}
