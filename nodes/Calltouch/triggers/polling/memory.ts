import type { IDataObject } from 'n8n-workflow';
import type { Day } from '../../api/dates';
import { packIds, unpackIds } from './idCode';

/** What a trigger knows of its journal. Each poll makes a new one. */
export interface Memory {
	/** Grows with each poll: of two memories of one node, the higher one is the later one. */
	turn: number;
	scope: string;
	view: string;
	/** First day that may still show something new. */
	from: Day;
	/** First day that was never read to its end. */
	next: Day;
	/** Time of the newest record that the journal has shown, in unix seconds; 0 when it was empty. */
	newest: number;
	/** Start of the last poll that read everything, in unix seconds. */
	readAt: number;
	/** Records that need not be emitted any more, with their days. */
	seen: Map<string, Day>;
	/** Records that had not ended at the last poll. */
	open: Set<string>;
}

/** n8n saves the data of a node when one of its top keys is assigned. */
export function saveMemory(data: IDataObject, memory: Memory): void {
	const days = new Map<Day, string[]>();
	for (const [id, day] of memory.seen) {
		const ids = days.get(day);
		if (ids) ids.push(id);
		else days.set(day, [id]);
	}
	const seen = [...days].map(([day, ids]) => [day, packIds(ids)] as const);
	const { turn, scope, view, from, next, newest, readAt } = memory;
	const rest = { turn, scope, view, from, next, newest, readAt, open: packIds(memory.open) };
	data.memory = JSON.stringify({ ...rest, seen: Object.fromEntries(seen) });
}

/** Undefined when the node has no memory yet, or one that cannot be read. */
export function loadMemory(data: IDataObject): Memory | undefined {
	if (typeof data.memory !== 'string') return undefined;
	try {
		const stored = JSON.parse(data.memory) as Memory & {
			seen: Record<Day, string>;
			open: string;
		};
		const seen = new Map<string, Day>();
		for (const [day, ids] of Object.entries(stored.seen)) {
			for (const id of unpackIds(ids)) seen.set(id, day);
		}
		return { ...stored, seen, open: new Set(unpackIds(stored.open)) };
	} catch {
		return undefined;
	}
}
