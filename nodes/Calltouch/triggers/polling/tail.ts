import type { Day, DayRange } from '../../api/time/dates';
import type { CountedPage, Entry, Journal } from './journal';
import type { Reading } from './reading';

/** A journal with so few pages is read as a whole at each poll. */
export const maxPlainPages = 3;
/** Pages that are read again because of calls that have not ended. */
const maxOpenPages = 2;
/**
 * A full reading that is due waits at least so long after the one before, in seconds. Not the same for all triggers, or
 * they would all read at once.
 */
const fullReadingAfter = () => (9 + 4 * Math.random()) * 60;

/**
 * Where the newest records of a long journal stand, so that a poll reads those only. The rest needs no reading while the
 * count grows by what the tail shows: then nothing came in before it.
 */
export interface Tail {
	from: Day;
	to: Day;
	/** The order of the journal. */
	newestFirst: boolean;
	/** Records of all pages. */
	total: number;
	/** Where reading begins when the oldest come first; how many pages are read at least when the newest do. */
	page: number;
	/** Id of the first record on the first page that is read. */
	anchor: string;
	/** Something has changed before the tail. */
	isBehind: boolean;
	/** When a full reading may look for it, in unix seconds. */
	fullReadingAt: number;
}

/** Finds the tail of these days; undefined for a short journal, or one that does not show its order and its count. */
export async function openTail(
	journal: Journal,
	days: DayRange,
	now: number,
): Promise<Tail | undefined> {
	const first = await journal.readPage?.(days, 1);
	if (!first || first.total <= maxPlainPages * first.size) return undefined;
	const page = Math.ceil(first.total / first.size);
	const last = await journal.readPage?.(days, page);
	const [oldest, newest] = [timeOf(first.entries), timeOf(last?.entries ?? [])];
	if (!last || oldest === undefined || newest === undefined || oldest === newest) return undefined;
	const newestFirst = oldest > newest;
	const [anchor] = newestFirst ? first.ids : last.ids;
	if (anchor === undefined) return undefined;
	const start = newestFirst ? { page: 1, total: first.total } : { page, total: last.total };
	const fullReadingAt = now + fullReadingAfter();
	return { ...days, newestFirst, ...start, anchor, isBehind: false, fullReadingAt };
}

/** The time in the middle of a page: a single record may have a wrong one. */
function timeOf(entries: Entry[]): number | undefined {
	const times = entries.map(({ at }) => at).filter((at) => at > 0);
	return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}

/**
 * Reads the tail and gives the next one. `open` are the records that had not ended.
 * Undefined when the journal does not count any more.
 * @throws CalltouchError; what came before it counts
 */
export async function readTail(
	journal: Journal,
	tail: Tail,
	open: Set<string>,
	reading: Reading,
): Promise<Tail | undefined> {
	const pages = tail.newestFirst
		? await readNewestFirst(journal, tail, reading)
		: await readOldestFirst(journal, tail, reading);
	if (!pages) return undefined;
	const shown = new Set(pages.flatMap(({ ids }) => ids));
	const isOpenElsewhere = [...open].some((id) => !shown.has(id));
	const isBehind = tail.isBehind || isOpenElsewhere || !isContinued(tail, pages);
	const next = tail.newestFirst ? nextNewestFirst(pages) : nextOldestFirst(tail, pages);
	return { ...tail, ...next, isBehind };
}

/** From the page of the anchor to the end. */
async function readOldestFirst(
	journal: Journal,
	tail: Tail,
	reading: Reading,
): Promise<CountedPage[] | undefined> {
	const pages: CountedPage[] = [];
	for (let number = tail.page; ; number++) {
		const page = await journal.readPage?.(tail, number);
		if (!page) return undefined;
		reading.add(page.entries, tail.to);
		pages.push(page);
		if (page.ids.length === 0 || number * page.size >= page.total) return pages;
	}
}

/** From the first page to the anchor, or to where it would be if nothing had changed behind it. */
async function readNewestFirst(
	journal: Journal,
	tail: Tail,
	reading: Reading,
): Promise<CountedPage[] | undefined> {
	const pages: CountedPage[] = [];
	for (let number = 1; ; number++) {
		const page = await journal.readPage?.(tail, number);
		if (!page) return undefined;
		reading.add(page.entries, tail.to);
		pages.push(page);
		const isEnd = page.ids.length === 0 || number * page.size >= page.total;
		const hasAnchor = pages.some(({ ids }) => ids.includes(tail.anchor));
		const isPastGrowth = (number - 1) * page.size >= page.total - tail.total;
		if (isEnd || (number >= tail.page && (hasAnchor || isPastGrowth))) return pages;
	}
}

/** Whether the journal has grown by the records of the tail, and by no other. */
function isContinued({ newestFirst, anchor, total }: Tail, pages: CountedPage[]): boolean {
	const ids = pages.flatMap((page) => page.ids);
	if (!newestFirst) return ids[0] === anchor;
	return ids.indexOf(anchor) === (pages[0]?.total ?? 0) - total;
}

/** Behind the first page that holds a record which has not ended, and at the last page. */
function nextOldestFirst(
	tail: Tail,
	pages: CountedPage[],
): Pick<Tail, 'page' | 'anchor' | 'total'> {
	const filled = pages.filter(({ ids }) => ids.length > 0);
	const firstOpen = filled.findIndex(hasOpen);
	const latest = Math.max(filled.length - maxOpenPages, 0);
	const index = firstOpen < 0 ? Math.max(filled.length - 1, 0) : Math.max(firstOpen, latest);
	const total = pages.at(-1)?.total ?? tail.total;
	return { page: tail.page + index, anchor: filled[index]?.ids[0] ?? tail.anchor, total };
}

function nextNewestFirst(pages: CountedPage[]): Pick<Tail, 'page' | 'anchor' | 'total'> {
	const depth = pages.map(hasOpen).lastIndexOf(true) + 1;
	const page = Math.min(Math.max(depth, 1), maxOpenPages);
	return { page, anchor: pages[0]?.ids[0] ?? '', total: pages[0]?.total ?? 0 };
}

function hasOpen({ entries }: CountedPage): boolean {
	return entries.some(({ ended }) => !ended);
}
