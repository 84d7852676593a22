import { inOrder } from './inOrder';
import type { Kept, Page } from './page';

/** Pages asked for before the first of them has come: at 2 seconds an answer, 5 a second, up to 15 are under way. */
export const pagesAhead = 16;

/** More pages of a thousand records than any account has in one stretch of days. */
const mostPages = 10_000;
/** A journal that grows while it is read may shift one small page onto the next; two in vain mean that it has no end. */
const mostInVain = 2;

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
 * @throws the contradiction when an announced page is empty or repeats another, because a part is never given as the
 * whole, and when pages bring nothing new, because that may go on for ever
 */
export async function* readPages<T>(first: Page<T>, journal: Journal<T>): Pages<T> {
	if (first.kept.length === 0) return;
	yield first.kept;
	if (first.total === undefined) yield* readUncounted(first, journal);
	else yield* readCounted(first, first.total, journal);
}

async function* readCounted<T>(first: Page<T>, announced: number, journal: Journal<T>): Pages<T> {
	const watch = new Watch(first, journal);
	let total = announced;
	let upTo = Math.min(total, Math.max(2, Math.ceil((journal.wanted ?? Infinity) / journal.size)));
	for (let from = 2; from <= total; from = upTo + 1, upTo = total) {
		for await (const page of inOrder(numbersOf(from, upTo), pagesAhead, journal.fetchPage)) {
			const isEmpty = page.kept.length === 0;
			if (isEmpty && watch.number + 1 === total) return;
			if (isEmpty || watch.repeats(page)) throw journal.contradiction(watch.number + 1);
			watch.add(page);
			yield page.kept;
			// A journal that grows while it is read announces more pages than at first.
			total = Math.max(total, page.total ?? 0);
		}
	}
}

async function* readUncounted<T>(first: Page<T>, journal: Journal<T>): Pages<T> {
	const watch = new Watch(first, journal);
	while (watch.last.kept.length === journal.size) {
		const page = await journal.fetchPage(watch.number + 1);
		if (page.kept.length === 0 || watch.repeats(page)) return;
		watch.add(page);
		yield page.kept;
	}
}

/** One by one, because a server may announce any number of pages. */
function* numbersOf(from: number, to: number): Generator<number> {
	for (let number = from; number <= to; number++) yield number;
}

/** Looks at the pages of a journal as they come, so that none is read for ever. */
class Watch<T> {
	/** How many pages have come. */
	number = 1;

	private readonly seen = new Set<string | number>();

	private inVain = 0;

	constructor(
		/** The page that came last. */
		public last: Page<T>,
		private readonly journal: Pick<Journal<T>, 'contradiction'>,
	) {
		for (const { id } of last.kept) this.seen.add(id);
	}

	/** @throws the contradiction when it brings nothing new once too often */
	add(page: Page<T>): void {
		const before = this.seen.size;
		for (const { id } of page.kept) this.seen.add(id);
		this.number++;
		this.last = page;
		if (this.seen.size === before) this.inVain++;
		if (this.inVain < mostInVain && this.number < mostPages) return;
		throw this.journal.contradiction(this.number);
	}

	/** Whether a server that does not know pages sent the same again. */
	repeats({ kept }: Page<T>): boolean {
		const before = this.last.kept;
		return kept.length === before.length && kept.every(({ id }, at) => id === before[at]?.id);
	}
}
