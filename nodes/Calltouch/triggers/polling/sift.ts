import type { Entry, Rules } from './journal';
import type { Memory } from './memory';
import type { Reading } from './reading';
import { isInSpan } from './spans';

/** Before this moment, in unix seconds, no record can be added any more. */
export function edgeOf({ lookback }: Rules, now: number, { newest, isEmpty }: Reading): number {
	// A journal whose records have no times leaves only the clock.
	const isTimeless = newest === 0 && !isEmpty;
	return (isTimeless ? now : Math.min(now, newest)) - lookback;
}

/** Whether a record need not be waited for: it has ended, cannot end any more, or has no time to tell by. */
export function isOver(edge: number): (entry: Entry) => boolean {
	return ({ ended, at }) => ended || at < edge;
}

export function isNotOver(edge: number): (entry: Entry) => boolean {
	const isDone = isOver(edge);
	return (entry) => !isDone(entry);
}

/** Records that other filters did not show, and those of times that were dealt with. */
export function passedOver({ view, readAt, open, spans }: Memory, rules: Rules) {
	const otherView = view !== rules.view;
	return (entry: Entry): boolean => {
		const { id, at } = entry;
		return (otherView && at < readAt && !open.has(id)) || isInSpan(spans, entry);
	};
}

/** Oldest first; of the same moment, the lower id. */
export function byTime(a: Entry, b: Entry): number {
	return a.at - b.at || a.id.length - b.id.length || (a.id < b.id ? -1 : 1);
}

export function idsOf(entries: Entry[]): Set<string> {
	return new Set(entries.map(({ id }) => id));
}
