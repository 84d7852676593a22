import type { Entry, Rules } from './journal';
import type { Memory } from './memory';
import type { Reading } from './reading';
import { isInSpan } from './spans';

/** After this many records, the remaining days are left to the next poll. */
export const maxFound = 10_000;

/** Returns the time before which no more records can be added, in unix seconds. */
export function edgeOf({ lookback }: Rules, now: number, { newest, isEmpty }: Reading): number {
	// If records have no times, only the clock is left.
	const isTimeless = newest === 0 && !isEmpty;
	return (isTimeless ? now : Math.min(now, newest)) - lookback;
}

/**
 * Whether there is no need to wait for a record: it has ended, can no longer end, or has no time to tell by. Filters
 * that need the end wait for it as long as the journal shows the record.
 */
export function isOver(edge: number): (entry: Entry) => boolean {
	return ({ ended, at, mustEnd = false }) => ended || (!mustEnd && at < edge);
}

export function isNotOver(edge: number): (entry: Entry) => boolean {
	const isDone = isOver(edge);
	return (entry) => !isDone(entry);
}

/** Returns a test for records to skip: those that earlier filters hid, and those of periods that were dealt with. */
export function passedOver({ view, readAt, open, spans }: Memory, rules: Rules) {
	const otherView = view !== rules.view;
	return (entry: Entry): boolean => {
		const { id, at } = entry;
		return (otherView && at < readAt && !open.has(id)) || isInSpan(spans, entry);
	};
}

/** Oldest first; at the same time, the lower ID. */
export function byTime(a: Entry, b: Entry): number {
	return a.at - b.at || a.id.length - b.id.length || (a.id < b.id ? -1 : 1);
}

export function idsOf(entries: Entry[]): Set<string> {
	return new Set(entries.map(({ id }) => id));
}
