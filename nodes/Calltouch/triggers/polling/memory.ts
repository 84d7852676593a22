import type { IDataObject } from 'n8n-workflow';
import type { Day } from '../../api/time/dates';
import { packIds, unpackIds } from './idCode';
import type { Entry } from './journal';
import type { Span } from './spans';
import type { Tail } from './tail';

/** What a trigger knows of its journal. Each poll makes a new one. */
export interface Memory {
	/** Random; another one after each emission and each beginning. */
	stamp: string;
	scope: string;
	view: string;
	/** First day that may still show something new. */
	from: Day;
	/** First day that was never read to its end. */
	next: Day;
	/** First day of which every id is kept: so far the reading can be taken back. */
	known: Day;
	/** From this moment on, in unix seconds, every record is emitted. */
	startedAt: number;
	/** Records from before that moment that were emitted all the same: they arrived late, or ended late. */
	early: Set<string>;
	/** Earlier times whose records were dealt with, and whose ids are not kept. */
	spans: Span[];
	/** Time of the newest record that the journal has shown, in unix seconds; 0 when none had a time that can be. */
	newest: number;
	/** Start of the last poll that read everything, in unix seconds. */
	readAt: number;
	/** Records that were emitted, with the last of the days that they were read with. */
	emitted: Map<string, Day>;
	/** Records that were not and will not be, with the same. */
	passed: Map<string, Day>;
	/** The same from before the start was moved back: they count only for what began before `startedAt`. */
	old: Map<string, Day>;
	/** Records that had not ended at the last poll. */
	open: Set<string>;
	/** Pages of the last full reading. */
	pages: number;
	/** Where the newest records stand, in a journal that counts. */
	tail?: Tail;
}

/** Makes a new stamp. */
export function newStamp(): string {
	return Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2);
}

/** Whether a record was dealt with. */
export function isKnown(memory: Memory, { id, at }: Entry): boolean {
	const { emitted, passed, old, startedAt } = memory;
	return emitted.has(id) || passed.has(id) || (at < startedAt && old.has(id));
}

/** n8n saves the data of a node when one of its top keys is assigned. */
export function saveMemory(data: IDataObject, memory: Memory): void {
	data.memory = JSON.stringify({
		...memory,
		early: packIds(memory.early),
		spans: memory.spans.map((span) => ({ ...span, early: packIds(span.early) })),
		emitted: packDays(memory.emitted),
		passed: packDays(memory.passed),
		old: packDays(memory.old),
		open: packIds(memory.open),
	});
}

/** Undefined when the node has no memory yet, or one that cannot be read. */
export function loadMemory(data: IDataObject): Memory | undefined {
	if (typeof data.memory !== 'string') return undefined;
	try {
		const stored = JSON.parse(data.memory) as StoredMemory;
		return {
			...stored,
			early: unpackSet(stored.early),
			spans: stored.spans.map((span) => ({ ...span, early: unpackSet(span.early) })),
			emitted: unpackDays(stored.emitted),
			passed: unpackDays(stored.passed),
			old: unpackDays(stored.old),
			open: unpackSet(stored.open),
		};
	} catch {
		return undefined;
	}
}

type PackedDays = Record<Day, string>;

interface StoredMemory extends Omit<
	Memory,
	'early' | 'spans' | 'emitted' | 'passed' | 'old' | 'open'
> {
	early: string;
	spans: Array<Omit<Span, 'early'> & { early: string }>;
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
