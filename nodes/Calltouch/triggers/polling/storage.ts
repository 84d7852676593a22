import type { IDataObject } from 'n8n-workflow';
import { packWatched, unpackWatched, type StoredWatched, type Watched } from './changes/watched';
import { packMemory, unpackMemory, type Memory, type StoredMemory } from './memory';

/** What a trigger knows of its journal, for any event; `scope` tells which. */
export type Known = Memory | Watched;

/** n8n saves static data only when a top-level key is assigned. */
export function saveKnown(data: IDataObject, known: Known): void {
	data.memory = JSON.stringify('records' in known ? packWatched(known) : packMemory(known));
}

/** Undefined if the node knows nothing yet, or nothing readable. */
export function loadKnown(data: IDataObject): Known | undefined {
	if (typeof data.memory !== 'string') return undefined;
	try {
		const stored = JSON.parse(data.memory) as StoredMemory | StoredWatched;
		return 'prints' in stored ? unpackWatched(stored) : unpackMemory(stored);
	} catch {
		return undefined;
	}
}
