import type { Page } from './page';

/** More pages of a thousand records than any account has in one period. */
export const maxPages = 10_000;
/**
 * A journal that grows while it is read may shift one small page onto the next; two pages without new records mean that
 * it has no end.
 */
export const maxInVain = 2;

/**
 * Checks the pages received against what the journal announced. Each page is checked before its rows go out, so that
 * whatever a second reading finds comes after the rows already yielded, in journal order.
 */
export class Tally<T> {
	/** Number of pages received. */
	number = 0;

	private readonly seen = new Set<string | number>();

	private inVain = 0;

	/** Records on a full page. */
	private readonly full: number;

	/** Highest record and page counts announced so far. */
	private most: number;

	private pages = 1;

	private last: Page<T> | undefined;

	constructor(private readonly first: Page<T>) {
		this.most = first.count ?? 0;
		this.full = fullOf(first);
	}

	/**
	 * Counts a page. Returns false if it does not add up: records are missing; the count is lower than at first, because
	 * then a record has left and another may have slipped between two pages; or there are more pages than the counts
	 * allow.
	 */
	takes(page: Page<T>): boolean {
		const fresh = new Set(page.kept.map(({ id }) => id).filter((id) => !this.seen.has(id)));
		if (this.number > 0 && fresh.size === 0) this.inVain++;
		if (this.inVain >= maxInVain || this.number >= maxPages) return false;
		const { count } = this.first;
		const addsUp =
			count === undefined
				? this.isFull(page, fresh.size)
				: this.hasAll(count, page.count ?? count, page.kept.length, fresh.size);
		if (!addsUp) return false;
		for (const id of fresh) this.seen.add(id);
		this.number++;
		this.last = page;
		return true;
	}

	/**
	 * New records may push others onto a page where they come again. The count is compared only with that of the first
	 * page, because concurrent requests may be answered in any order.
	 */
	private hasAll(announced: number, count: number, length: number, fresh: number): boolean {
		const { full, number, seen } = this;
		this.most = Math.max(this.most, count);
		// An empty page behind the last record ends the journal, too.
		const isAllowed = number === 0 || length === 0 || number * full < this.most;
		const expected = Math.min(announced, (number + 1) * full - (count - announced));
		return isAllowed && count >= announced && seen.size + fresh >= expected;
	}

	/** Without a record count: every page but the last is as long as the one before. */
	private isFull({ kept, total = 1 }: Page<T>, fresh: number): boolean {
		this.pages = Math.max(this.pages, total);
		if (this.number === 0) return kept.length > 0 || this.pages === 1;
		const before = this.last?.kept.length ?? 0;
		const isLast = this.number + 1 >= this.pages;
		const isLong = isLast ? kept.length <= before : kept.length === before;
		return isLong && fresh > 0 && total >= (this.first.total ?? 1);
	}
}

/** Works out the page size from the counts and the first page, because a server may use another size than requested. */
function fullOf({ kept, count = 0, total = 1, size }: Page<unknown>): number {
	return total === Math.ceil(count / size) ? size : Math.max(kept.length, Math.ceil(count / total));
}
