import type { IDataObject } from 'n8n-workflow';
import { packWatched, unpackWatched, type StoredWatched, type Watched } from './changes/watched';
import { packMemory, unpackMemory, type Memory, type StoredMemory } from './memory';

/** What a trigger knows of its journal, for any event; `scope` tells which. */
export type Known = Memory | Watched;

/** n8n saves static data only when a top-level key is assigned. */
export function saveKnown(data: IDataObject, known: Known): void {
	data.memory = packKnown(known);
}

/** Undefined if the node knows nothing yet, or nothing readable. */
export function loadKnown({ memory }: IDataObject): Known | undefined {
	return typeof memory === 'string' ? unpackKnown(memory) : undefined;
}

export function packKnown(known: Known): string {
	return JSON.stringify('records' in known ? packWatched(known) : packMemory(known));
}

/** Undefined if it is not readable. */
export function unpackKnown(text: string): Known | undefined {
	try {
		const parsed = JSON.parse(text) as StoredMemory | StoredWatched;
		// Earlier versions did not count polls, nor note their time.
		const stored = Object.assign({ polls: 0, madeAt: 0 }, parsed);
		return 'prints' in stored ? unpackWatched(stored) : unpackMemory(stored);
	} catch {
		return undefined;
	}
}

/** Stores the names that the node had before. */
export function saveFormerNames(data: IDataObject, names: Set<string>): void {
	if (names.size > 0) data.formerNames = JSON.stringify([...names]);
}

/** Returns the names that the node had before; none if nothing readable is stored. */
export function loadFormerNames({ formerNames }: IDataObject): string[] {
	if (typeof formerNames !== 'string') return [];
	try {
		return (JSON.parse(formerNames) as unknown[]).map(String);
	} catch {
		return [];
	}
}
