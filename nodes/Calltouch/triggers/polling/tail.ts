import type { Day, DayRange } from '../../api/time/dates';
import type { CountedPage, Entry, Journal } from './journal';
import type { Reading } from './reading';

/** A journal of up to this many pages is read in full at each poll. */
export const maxPlainPages = 3;
/** Maximum pages re-read because of calls that have not ended. */
const maxOpenPages = 2;
/** Seconds until a full reading may look for a change; random, so that triggers do not all read at once. */
const fullReadingAfter = { min: 9 * 60, max: 13 * 60 };
/**
 * Seconds from then until a full reading is made although no change was seen: a record that filters hide from now on
 * and a late one may have changed places between two polls, and the count is the same.
 */
const regularReadingAfter = 45 * 60;

/**
 * Position of the newest records of a long journal, so that a poll reads only those. The rest need not be read while
 * the count grows by exactly what the tail shows: then nothing was added before it.
 */
export interface Tail {
	from: Day;
	to: Day;
	newestFirst: boolean;
	/** Records on all pages. */
	total: number;
	/** First page to read if the oldest come first; minimum number of pages to read if the newest do. */
	page: number;
	/** ID of the first record on the first page that is read. */
	anchor: string;
	/** Whether something has changed before the tail. */
	isBehind: boolean;
	/** When a full reading may look for the change, in unix seconds; `regularReadingAfter` later if none was seen. */
	fullReadingAt: number;
}

/** Finds the tail of these days; undefined if the journal is short, or shows no order or count. */
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
	const { min, max } = fullReadingAfter;
	const fullReadingAt = now + min + (max - min) * Math.random();
	return { ...days, newestFirst, ...start, anchor, isBehind: false, fullReadingAt };
}

/** Whether the whole journal has to be read, because something changed or may have changed before the tail. */
export function isFullReadingDue({ isBehind, fullReadingAt }: Tail, now: number): boolean {
	const wasClockAhead = fullReadingAt > now + fullReadingAfter.max;
	const dueAt = isBehind ? fullReadingAt : fullReadingAt + regularReadingAfter;
	return now >= dueAt || wasClockAhead;
}

/** Returns the median time of a page: a single record may have a wrong one. */
function timeOf(entries: Entry[]): number | undefined {
	const times = entries.map(({ at }) => at).filter((at) => at > 0);
	return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}

/**
 * Reads the tail and returns the next one. `open` are the records that had not ended. Returns undefined if the journal
 * no longer counts.
 * @throws CalltouchError; records read before it count
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
	const isOpenElsewhere = [...open].some((id) => !reading.listed.has(id));
	const isBehind = tail.isBehind || isOpenElsewhere || !isContinued(tail, pages);
	const next = tail.newestFirst ? nextNewestFirst(pages) : nextOldestFirst(tail, pages);
	return { ...tail, ...next, isBehind };
}

/** Reads from the page of the anchor to the end. */
async function readOldestFirst(
	journal: Journal,
	tail: Tail,
	reading: Reading,
): Promise<CountedPage[] | undefined> {
	const pages: CountedPage[] = [];
	for (let number = tail.page; ; number++) {
		const page = await journal.readPage?.(tail, number);
		if (!page) return undefined;
		reading.addPage(page, tail.to);
		pages.push(page);
		if (page.ids.length === 0 || number * page.size >= page.total) return pages;
	}
}

/** Reads from the first page to the anchor, or to where it would be if nothing had changed before the tail. */
async function readNewestFirst(
	journal: Journal,
	tail: Tail,
	reading: Reading,
): Promise<CountedPage[] | undefined> {
	const pages: CountedPage[] = [];
	for (let number = 1; ; number++) {
		const page = await journal.readPage?.(tail, number);
		if (!page) return undefined;
		reading.addPage(page, tail.to);
		pages.push(page);
		const isEnd = page.ids.length === 0 || number * page.size >= page.total;
		const hasAnchor = pages.some(({ ids }) => ids.includes(tail.anchor));
		const isPastGrowth = (number - 1) * page.size >= page.total - tail.total;
		if (isEnd || (number >= tail.page && (hasAnchor || isPastGrowth))) return pages;
	}
}

/** Whether the journal has grown by exactly the records of the tail. */
function isContinued({ newestFirst, anchor, total }: Tail, pages: CountedPage[]): boolean {
	const ids = pages.flatMap((page) => page.ids);
	if (!newestFirst) return ids[0] === anchor;
	return ids.indexOf(anchor) === (pages[0]?.total ?? 0) - total;
}

/** Continues at the first page with a record that has not ended, otherwise at the last page. */
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
