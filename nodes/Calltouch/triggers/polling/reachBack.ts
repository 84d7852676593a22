import { dayAt, maxDay, startOfDay, type Day } from '../../api/time/dates';
import type { Poll } from './journal';
import type { Memory } from './memory';
import { withSpan, type Span } from './spans';

/** Adapts the memory to settings that reach further back than it does. */
export function reachBack(memory: Memory, poll: Poll): Memory {
	return toLookback(toStart(memory, poll), poll);
}

function toStart(memory: Memory, { rules: { startFrom, view, zone }, now }: Poll): Memory {
	if (startFrom === undefined) return memory;
	const startedAt = startOfDay(startFrom, zone);
	const begins = {
		from: startFrom,
		next: startFrom,
		startedAt,
		early: new Set<string>(),
		newSince: memory.newSince ?? (memory.readAt || now),
	};
	if (startedAt < memory.startedAt) {
		// Before the days whose IDs are kept, only spans tell what was emitted.
		const { early, next, known } = memory;
		const to = startOfDay(next < known ? next : known, zone);
		const spans = withSpan(memory.spans, { from: memory.startedAt, to, early, open: new Set() });
		const from = startFrom < memory.from ? startFrom : memory.from;
		const old = new Map([...memory.old, ...memory.passed]);
		const anew = {
			from,
			old,
			passed: new Map<string, Day>(),
			readAt: 0,
			viewedFrom: undefined,
			tail: undefined,
		};
		return { ...memory, ...begins, ...anew, view, spans };
	}
	if (startFrom <= memory.next) return memory;
	return {
		...memory,
		...begins,
		known: startFrom,
		spans: closedSpans(memory, zone),
		tail: undefined,
	};
}

function toLookback(memory: Memory, { rules, now }: Poll): Memory {
	const newest = memory.newest > 0 ? Math.min(now, memory.newest) : now;
	const first = dayAt(rules.zone, newest - rules.lookback);
	const from = maxDay(first, maxDay(memory.known, memory.viewedFrom ?? ''));
	return from < memory.from ? { ...memory, from } : memory;
}

/** Returns the spans of a memory that ends here. */
export function closedSpans(memory: Memory, zone: string): Span[] {
	const { spans, startedAt, from, next, readAt, emitted, open } = memory;
	const to = Math.max(startOfDay(next, zone), readAt);
	// A day may have been read in part.
	const ahead = readAt < to ? [...emitted].filter(([, day]) => day >= next) : [];
	const early = new Set([...memory.early, ...ahead.map(([id]) => id)]);
	// Apart, so that days in which everything had ended need not be read again.
	const cut = open.size > 0 ? Math.min(Math.max(startOfDay(from, zone), startedAt), to) : startedAt;
	const settled = { from: startedAt, to: cut, early: new Set<string>(), open: new Set<string>() };
	return withSpan(withSpan(spans, settled), { from: cut, to, early, open });
}
