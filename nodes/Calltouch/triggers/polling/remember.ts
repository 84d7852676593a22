import {
	addDays,
	dayAt,
	startOfDay,
	type Day,
	type DayRange,
	daySeconds,
} from '../../api/time/dates';
import type { Entry, Poll } from './journal';
import { forget } from './forget';
import { nextVersion, type Memory } from './memory';
import type { Reading } from './reading';
import { idsOf } from './sift';
import { coversDay } from './spans';
import type { Tail } from './tail';

/** The records of a poll, sorted out. */
export interface Sifted {
	reading: Reading;
	found: Entry[];
	passed: Entry[];
	/** Those that still have to end. */
	open: Entry[];
	edge: number;
}

/** Memory changes that any reading brings. */
function remembered(memory: Memory, { reading, found, passed }: Sifted, { rules, now }: Poll) {
	// Past the lookback, no more records from before the start are found.
	const canBeEarly = now < memory.startedAt + rules.lookback + daySeconds;
	const early = found.filter(({ at }) => canBeEarly && at > 0 && at < memory.startedAt);
	return {
		...nextVersion(memory, found),
		newest: reading.newest,
		emitted: new Map([...memory.emitted, ...reading.withDays(found)]),
		passed: new Map([...memory.passed, ...reading.withDays(passed)]),
		early: new Set([...memory.early, ...idsOf(early)]),
	};
}

export function afterShort(
	memory: Memory,
	read: Sifted,
	poll: Poll,
	tail: Tail | undefined,
): Memory {
	const { listed } = read.reading;
	// What the tail lists and does not show as open has ended, and may not pass the filters.
	const open = [...memory.open].filter((id) => !listed.has(id));
	return {
		...memory,
		...remembered(memory, read, poll),
		readAt: tail?.isBehind ? memory.readAt : poll.now,
		open: new Set([...open, ...idsOf(read.open)]),
		tail,
	};
}

export function afterLong(
	memory: Memory,
	read: Sifted,
	poll: Poll,
	{ days, tail }: { days: DayRange; tail?: Tail },
): Memory {
	const { rules, now } = poll;
	const { zone, view } = rules;
	const { reading, edge } = read;
	const isRead = (day: Day) => reading.days.has(day) || coversDay(memory.spans, day, zone);
	const firstUnread = (day: Day, end: Day) => {
		while (day < end && isRead(day)) day = addDays(day, 1);
		return day;
	};
	const settled = dayAt(zone, edge);
	const from = firstUnread(memory.from, settled < days.to ? settled : days.to);
	const next = firstUnread(memory.next, days.to);
	const readEverything = next >= days.to && isRead(days.to) && isRead(memory.from);
	const isPassed = ({ from: start, to }: { from: number; to: number }) =>
		memory.startedAt <= start && startOfDay(next, zone) >= to;
	return forget({
		...memory,
		...remembered(memory, read, poll),
		from,
		next,
		spans: memory.spans.filter((span) => !isPassed(span)),
		view: readEverything ? view : memory.view,
		viewedFrom: readEverything && view !== memory.view ? memory.from : memory.viewedFrom,
		readAt: readEverything ? now : memory.readAt,
		open: readEverything ? idsOf(read.open) : memory.open,
		pages: readEverything ? reading.pages : memory.pages,
		newSince: readEverything ? undefined : memory.newSince,
		tail: readEverything ? tail : undefined,
	});
}
