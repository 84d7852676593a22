import { addDays, daysOf, type Day, type DayRange } from '../../api/dates';
import { wallClock } from '../../api/wallClock';
import type { Entry, Journal, Rules } from './journal';
import type { Memory } from './memory';

/** A poll that has found so many records leaves further days to the next one. */
const manyRecords = 10_000;
/** A record's day by our clock may be the day beside its day by Calltouch's, when the account's zone is not set right. */
const daysOfDoubt = 1;

/** One poll. */
export interface Poll {
	journal: Journal;
	rules: Rules;
	/** Unix seconds at its start. */
	now: number;
	/** Whether its time is over. */
	isOver: () => boolean;
}

/** What a poll found, oldest first, and what to know at the next one. */
interface Catch {
	found: Entry[];
	memory: Memory;
	/** What kept the poll from reading everything; the next one goes on there. */
	stoppedBy?: unknown;
}

/** The first poll: what the journal shows now is old, except for what has not ended yet. */
export async function begin(poll: Poll): Promise<Memory> {
	const { rules, now } = poll;
	const { scope, view, zone, lookback } = rules;
	const days = { from: dayAt(zone, now - lookback), to: dayAt(zone, now) };
	const reading = new Reading();
	await reading.read(poll.journal, days, () => false);
	const old = reading.entries.filter(({ ended, at }) => ended || at < now - lookback);
	return {
		turn: 1,
		scope,
		view,
		from: days.from,
		next: days.to,
		newest: reading.newest,
		readAt: now,
		seen: new Map(old.map(({ id, day }) => [id, day])),
		open: openOf(reading.entries),
	};
}

/** A first poll that is to find everything since a day. */
export function beginAt({ scope, view }: Rules, day: Day): Memory {
	const nothing = { newest: 0, readAt: 0, seen: new Map<string, Day>(), open: new Set<string>() };
	return { turn: 1, scope, view, from: day, next: day, ...nothing };
}

/**
 * Reads what the journal may have got since the memory was made.
 *
 * Days that were never read come first, oldest first; then those that may have got late records. A day is let go when
 * it was read to its end at a time when nothing may be added to it any more. That time is not taken from the clock
 * alone, which may be wrong, but also from the newest record that the journal has shown.
 */
export async function catchUp(poll: Poll, memory: Memory): Promise<Catch> {
	const { rules, now } = poll;
	const today = dayAt(rules.zone, now);
	const newestDay = dayAt(rules.zone, memory.newest);
	const to = [today, newestDay, memory.from].reduce((one, other) => (one > other ? one : other));
	const reading = new Reading(memory.newest);
	const stoppedBy = await readAll(poll, memory, to, reading);
	const edge = Math.min(now, reading.newest) - rules.lookback;
	const isDue = ({ ended, at }: Entry) => ended || at < edge;
	const otherView = memory.view !== rules.view;
	const passedOver = ({ id, at }: Entry) => otherView && at < memory.readAt && !memory.open.has(id);
	const due = reading.entries.filter(isDue);
	const found = due.filter((entry) => !passedOver(entry)).sort(byTime);
	return {
		found,
		memory: follow(memory, { reading, due, edge, to, poll }),
		stoppedBy,
	};
}

/** Gives what stopped it before everything was read. */
async function readAll(
	{ journal, isOver }: Poll,
	memory: Memory,
	to: Day,
	reading: Reading,
): Promise<unknown> {
	const isKnown = ({ id }: Entry) => memory.seen.has(id);
	try {
		for (const days of planned(memory, to)) {
			const isFresh = days.from >= memory.next;
			if (isFresh && reading.entries.length >= manyRecords) continue;
			if (isOver()) return 'time';
			await reading.read(journal, days, isKnown);
		}
		return undefined;
	} catch (error) {
		return error;
	}
}

/** In the usual case one stretch; after a break each new day by itself, and then the days before. */
function planned({ from, next }: Memory, to: Day): DayRange[] {
	if (next >= to) return [{ from, to }];
	const fresh = daysOf({ from: next, to }).map((day) => ({ from: day, to: day }));
	return next > from ? [...fresh, { from, to: addDays(next, -1) }] : fresh;
}

interface Result {
	reading: Reading;
	/** Records that need not be looked at again. */
	due: Entry[];
	/** Before this, in unix seconds, no record can be added any more. */
	edge: number;
	to: Day;
	poll: Poll;
}

function follow(memory: Memory, { reading, due, edge, to, poll }: Result): Memory {
	const { zone, view } = poll.rules;
	const { from, next } = memory;
	const settled = dayAt(zone, edge);
	const unread = (day: Day, end: Day) => {
		while (day < end && reading.days.has(day)) day = addDays(day, 1);
		return day;
	};
	const later = unread(from, settled < to ? settled : to);
	const reached = unread(next, to);
	const readEverything = reached >= to && reading.days.has(to) && reading.days.has(from);
	const keptFrom = addDays(later, -daysOfDoubt);
	const seen = [...memory.seen, ...due.map(({ id, day }) => [id, day] as const)];
	return {
		...memory,
		turn: memory.turn + 1,
		from: later,
		next: reached,
		newest: reading.newest,
		view: readEverything ? view : memory.view,
		readAt: readEverything ? poll.now : memory.readAt,
		seen: new Map(seen.filter(([, day]) => day >= keptFrom)),
		open: readEverything ? openOf(reading.entries) : memory.open,
	};
}

/** What one poll has read. */
class Reading {
	/** Each record once. */
	readonly entries: Entry[] = [];

	/** The days that were read to their end. */
	readonly days = new Set<Day>();

	private readonly ids = new Set<string>();

	constructor(public newest = 0) {}

	/** Reads some days; what came before a failure counts, only the days do not. */
	async read(journal: Journal, days: DayRange, isKnown: (entry: Entry) => boolean): Promise<void> {
		for await (const entries of journal.read(days)) {
			for (const entry of entries) this.add(entry, isKnown(entry));
		}
		for (const day of daysOf(days)) this.days.add(day);
	}

	private add(entry: Entry, isKnown: boolean): void {
		this.newest = Math.max(this.newest, entry.at);
		if (isKnown || this.ids.has(entry.id)) return;
		this.ids.add(entry.id);
		this.entries.push(entry);
	}
}

function openOf(entries: Entry[]): Set<string> {
	return new Set(entries.filter(({ ended }) => !ended).map(({ id }) => id));
}

function byTime(one: Entry, other: Entry): number {
	return one.at - other.at || one.id.length - other.id.length || (one.id < other.id ? -1 : 1);
}

/** The account's calendar day at a moment in unix seconds. */
export function dayAt(zone: string, seconds: number): Day {
	return wallClock(zone)(seconds)?.local.slice(0, 10) ?? '';
}
