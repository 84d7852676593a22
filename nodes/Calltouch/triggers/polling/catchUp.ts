import { addDays, dayAt, daysOf, maxDay, type Day, type DayRange } from '../../api/time/dates';
import type { CalltouchError } from '../../api/errors';
import type { Entry, Poll } from './journal';
import { isKnown, type Memory } from './memory';
import { reachBack } from './reachBack';
import { Reading } from './reading';
import { afterLong, afterShort, type Sifted } from './remember';
import { byTime, edgeOf, isNotOver, isOver, maxFound, passedOver } from './sift';
import { coversDay } from './spans';
import { isFullReadingDue, maxPlainPages, openTail, readTail, type Tail } from './tail';

/** What a poll found, oldest first, and the memory for the next one. */
export interface Catch<M = Memory> {
	found: Entry[];
	memory: M;
	/** What stopped the poll before it had read everything; the next one resumes there. */
	stoppedBy?: unknown;
	/** Whether it was stopped before it received a page. */
	isBlank?: boolean;
	/** What somebody has to be told although the poll went well. */
	notice?: CalltouchError;
}

/**
 * Reads whatever may have been added to the journal since the memory was made.
 *
 * Days never read before come first, oldest first; then those that may have received late records. A day is let go once
 * it was read to its end at a time when nothing can be added to it any more. The clock alone may be wrong, so that time
 * also depends on the newest record the journal has shown.
 */
export async function catchUp(poll: Poll, known: Memory): Promise<Catch> {
	const memory = reachBack(known, poll);
	const { rules, now } = poll;
	const days = { from: memory.from, to: lastDayToRead(memory, poll) };
	const reading = new Reading((entry) => isKnown(memory, entry), now, memory.newest);
	const short = await readTailOnly(poll, memory, days, reading);
	const long = short ? undefined : await readWhole(poll, memory, days, reading);
	const edge = edgeOf(rules, now, reading);
	const isPassed = passedOver(memory, rules);
	const running = reading.entries.filter(isNotOver(edge));
	const settled = await poll.settle?.(running.filter((entry) => !isPassed(entry)));
	const isSettled = new Set(settled?.entries);
	const open = running.filter((entry) => !isSettled.has(entry));
	const due = [...reading.entries.filter(isOver(edge)), ...isSettled];
	const found = due.filter((entry) => !isPassed(entry)).sort(byTime);
	const passed = due.filter(isPassed);
	const read: Sifted = { reading, found, passed, open, edge };
	const next = short
		? afterShort(memory, read, poll, short.tail)
		: afterLong(memory, read, poll, { days, tail: long?.tail });
	const { stoppedBy } = short ?? long ?? {};
	return { found, memory: next, stoppedBy, isBlank: reading.isBlank, notice: settled?.notice };
}

/** Returns the last day to ask for. */
function lastDayToRead({ newest, from }: Memory, { rules, now }: Poll): Day {
	return maxDay(maxDay(dayAt(rules.zone, now), dayAt(rules.zone, newest)), from);
}

/** Whether reading the tail is enough: everything before it was read, and no day is due to be let go. */
function isTailEnough(memory: Memory, tail: Tail, days: DayRange, { rules, now }: Poll): boolean {
	const isSameList = tail.from === days.from && tail.to === days.to;
	const edge = Math.min(now, memory.newest) - rules.lookback;
	const isNothingToLetGo = dayAt(rules.zone, edge) <= memory.from;
	const isCaughtUp = memory.next >= days.to && memory.view === rules.view;
	return isSameList && isCaughtUp && isNothingToLetGo && !isFullReadingDue(tail, now);
}

/** The outcome of reading besides the records. */
interface ReadingOutcome {
	tail?: Tail;
	stoppedBy?: unknown;
}

/** Returns undefined if the whole journal has to be read. */
async function readTailOnly(
	poll: Poll,
	memory: Memory,
	days: DayRange,
	reading: Reading,
): Promise<ReadingOutcome | undefined> {
	const { journal, isOver: isTimeOver } = poll;
	const { tail, open } = memory;
	if (!tail || !isTailEnough(memory, tail, days, poll)) return undefined;
	if (isTimeOver()) return { tail, stoppedBy: 'time' };
	try {
		const next = await readTail(journal, tail, open, reading);
		return next && { tail: next };
	} catch (stoppedBy) {
		return { tail, stoppedBy };
	}
}

async function readWhole(
	{ journal, isOver: isTimeOver, rules, now }: Poll,
	memory: Memory,
	days: DayRange,
	reading: Reading,
): Promise<ReadingOutcome> {
	let tail: Tail | undefined;
	try {
		// Opened before the journal is read, so that records arriving meanwhile show up as growth.
		if (memory.pages > maxPlainPages) tail = await openTail(journal, days, now);
		for (const stretch of planned(memory, days.to, rules.zone)) {
			const isFresh = stretch.from >= memory.next;
			if (isFresh && reading.entries.length >= maxFound) continue;
			if (isTimeOver()) return { stoppedBy: 'time' };
			await reading.read(journal, stretch);
		}
		return { tail };
	} catch (stoppedBy) {
		return { stoppedBy };
	}
}

/** Normally a single stretch; after a break each new day on its own, and then the days before. */
function planned({ from, next, spans }: Memory, to: Day, zone: string): DayRange[] {
	if (next >= to) return [{ from, to }];
	const fresh = daysOf({ from: next, to })
		.filter((day) => !coversDay(spans, day, zone))
		.map((day) => ({ from: day, to: day }));
	return next > from ? [...fresh, { from, to: addDays(next, -1) }] : fresh;
}
