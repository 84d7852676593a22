import type { Day } from '../../api/time/dates';
import { packIds, unpackIds } from './idCode';
import type { Entry } from './journal';
import type { Span } from './spans';
import type { Tail } from './tail';

/** What a trigger knows of its journal. Every poll creates a new one. */
export interface Memory {
	/** Random; replaced on each emission and each fresh start. */
	stamp: string;
	/** Polls since then. */
	polls: number;
	/** Start of the poll that made it, in unix seconds, but not before that of the one before: the clock may go back. */
	madeAt: number;
	scope: string;
	view: string;
	/** First day that may still show something new. */
	from: Day;
	/** First day that was never read to its end. */
	next: Day;
	/** First day for which all IDs are kept, so reading can be moved back to it. */
	known: Day;
	/** First day that was read with these filters, once they have changed: what others hid before it is in no list. */
	viewedFrom?: Day;
	/** All records from this time on are emitted, in unix seconds. */
	startedAt: number;
	/** Emitted records from before `startedAt`, because they arrived or ended late. */
	early: Set<string>;
	/** Earlier periods whose records were dealt with, but whose IDs are not kept. */
	spans: Span[];
	/** Time of the newest record seen, in unix seconds; 0 if none had a plausible time. */
	newest: number;
	/** Start of the last full reading, in unix seconds. */
	readAt: number;
	/** Emitted records, each with the last of the days it was read with. */
	emitted: Map<string, Day>;
	/** Records that were not and will not be emitted, likewise by day. */
	passed: Map<string, Day>;
	/** Likewise, from before the start was moved back: these count only for records that began before `startedAt`. */
	old: Map<string, Day>;
	/** Records that had not ended as of the last poll. */
	open: Set<string>;
	/** Pages of the last full reading. */
	pages: number;
	/** While older records come because of Start From: time from which they would be new without it, in unix seconds. */
	newSince?: number;
	/** Position of the newest records, in a journal that counts. */
	tail?: Tail;
}

export function newStamp(): string {
	return Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2);
}

/** What tells memories apart: a new stamp if something was found, and how many polls it has had. */
export function nextVersion({ stamp, polls }: Version, found: unknown[]): Version {
	return found.length > 0 ? { stamp: newStamp(), polls: 0 } : { stamp, polls: polls + 1 };
}

type Version = Pick<Memory, 'stamp' | 'polls'>;

export function isKnown(memory: Memory, { id, at }: Entry): boolean {
	const { emitted, passed, old, startedAt } = memory;
	return emitted.has(id) || passed.has(id) || (at < startedAt && old.has(id));
}

export function packMemory(memory: Memory): StoredMemory {
	return {
		...memory,
		early: packIds(memory.early),
		spans: memory.spans.map((span) => ({
			...span,
			early: packIds(span.early),
			open: packIds(span.open),
		})),
		emitted: packDays(memory.emitted),
		passed: packDays(memory.passed),
		old: packDays(memory.old),
		open: packIds(memory.open),
	};
}

/** @throws when it is no stored memory */
export function unpackMemory(stored: StoredMemory): Memory {
	return {
		...stored,
		early: unpackSet(stored.early),
		spans: stored.spans.map((span) => ({
			...span,
			early: unpackSet(span.early),
			// Earlier versions did not note it.
			open: unpackSet(span.open ?? ''),
		})),
		emitted: unpackDays(stored.emitted),
		passed: unpackDays(stored.passed),
		old: unpackDays(stored.old),
		open: unpackSet(stored.open),
	};
}

type PackedDays = Record<Day, string>;

/** As it is stored. */
export interface StoredMemory extends Omit<
	Memory,
	'early' | 'spans' | 'emitted' | 'passed' | 'old' | 'open'
> {
	early: string;
	spans: Array<Omit<Span, 'early' | 'open'> & { early: string; open?: string }>;
	emitted: PackedDays;
	passed: PackedDays;
	old: PackedDays;
	open: string;
}

function packDays(ids: Map<string, Day>): PackedDays {
	const days = new Map<Day, string[]>();
	for (const [id, day] of ids) {
		const ofDay = days.get(day);
		if (ofDay) ofDay.push(id);
		else days.set(day, [id]);
	}
	return Object.fromEntries([...days].map(([day, ofDay]) => [day, packIds(ofDay)]));
}

function unpackDays(packed: PackedDays): Map<string, Day> {
	const ids = new Map<string, Day>();
	for (const [day, text] of Object.entries(packed)) {
		for (const id of unpackIds(text)) ids.set(id, day);
	}
	return ids;
}

function unpackSet(text: string): Set<string> {
	return new Set(unpackIds(text));
}
