import { isTrue } from './selection.mts';
import type { Day } from '../data/days.mts';
import type { Stored, StoredRecord } from '../data/stored.mts';

/** Keys of a record that are empty unless a parameter asks for them, and what they hold then. */
export type Blocks = Record<string, [parameter: string, otherwise: unknown]>;

/** A record with the blocks that the query asks for. */
export function shown(
	record: StoredRecord,
	blocks: Blocks,
	query: Record<string, string>,
): StoredRecord {
	const view = { ...record };
	for (const [key, [parameter, otherwise]] of Object.entries(blocks)) {
		if (!isTrue(query[parameter])) view[key] = otherwise;
	}
	return view;
}

/** The records of all days from the first to the last, both included. */
export function ofDays(from: Day, to: Day, find: (day: Day) => Stored[]): Stored[] {
	return Array.from({ length: to - from + 1 }, (_, at) => find(from + at)).flat();
}
