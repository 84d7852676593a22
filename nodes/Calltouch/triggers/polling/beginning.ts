import { dayAt, startOfDay, type Day } from '../../api/time/dates';
import type { Entry, Poll, Rules } from './journal';
import { newStamp, type Memory } from './memory';
import { closedSpans } from './reachBack';
import { Reading } from './reading';
import { idsOf, isNotOver, isOver } from './sift';
import type { Known } from './storage';

/**
 * The first poll: everything in the journal now is old, except records that have not ended yet. `before` is what the
 * node knew when it was switched off.
 */
export async function begin(poll: Poll, before?: Memory): Promise<Memory> {
	return await beginSince(poll, Infinity, before);
}

/** If Start From was taken away, leaves out what is still to come because of it. */
export async function withoutStart(poll: Poll, known: Memory): Promise<Memory> {
	const { newSince, open } = known;
	if (poll.rules.startFrom !== undefined || newSince === undefined) return known;
	return await beginSince(poll, newSince, known, ({ id }) => open.has(id));
}

async function beginSince(
	poll: Poll,
	since: number,
	before?: Memory,
	isNew: (entry: Entry) => boolean = () => false,
): Promise<Memory> {
	const { rules, now } = poll;
	const { scope, view, zone, lookback } = rules;
	const days = { from: dayAt(zone, Math.min(now - lookback, since)), to: dayAt(zone, now) };
	const reading = new Reading(() => false, now);
	await reading.read(poll.journal, days);
	const isOld = (entry: Entry) => entry.at < since && !isNew(entry);
	const old = reading.entries.filter(isOver(now - lookback)).filter(isOld);
	return {
		stamp: newStamp(),
		polls: 0,
		madeAt: now,
		scope,
		view,
		from: days.from,
		next: days.to,
		known: days.from,
		startedAt: Math.min(Math.max(now, reading.newest + 1), since),
		early: new Set(),
		spans: before ? closedSpans(before, zone) : [],
		newest: reading.newest,
		readAt: now,
		emitted: before?.emitted ?? new Map<string, Day>(),
		passed: new Map(reading.withDays(old)),
		old: new Map(),
		open: idsOf(reading.entries.filter(isNotOver(now - lookback))),
		pages: reading.pages,
	};
}

/** The memory for a first poll that is to find everything since a day. */
export function beginAt({ scope, view, zone }: Rules, day: Day, now: number): Memory {
	return {
		stamp: newStamp(),
		polls: 0,
		madeAt: 0,
		scope,
		view,
		from: day,
		next: day,
		known: day,
		startedAt: startOfDay(day, zone),
		early: new Set(),
		spans: [],
		newest: 0,
		readAt: 0,
		emitted: new Map(),
		passed: new Map(),
		old: new Map(),
		open: new Set(),
		pages: 0,
		newSince: now,
	};
}

/** What a workflow knows that is switched on again with Start From: the time of the pause is to come. */
export function makingUp(known: Known, now: number): Known {
	return 'records' in known ? known : { ...known, newSince: known.newSince ?? now };
}
