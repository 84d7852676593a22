import type { DayRange } from '../../../api/time/dates';
import type { CalltouchRecord } from '../../../api/record';
import type { Entry } from '../journal';
import type { Token } from './tokens';
import { tokenizer, type Slot } from './watch';

/** A record as the journal shows it at the moment, with what is compared of it. */
export interface Sighting extends Entry {
	tokens: Token[];
}

/** A journal whose records are compared with what they were. */
export interface WatchedJournal {
	/** Every record of these days, page by page. Throws CalltouchError. */
	read(days: DayRange): AsyncIterable<Sighting[]>;
}

/** Returns a function that turns records into sightings, as `entryOf` turns them into entries. */
export function toSighting(
	entryOf: (record: CalltouchRecord) => Entry | undefined,
	slots: Slot[],
): (record: CalltouchRecord) => Sighting | undefined {
	const tokensOf = tokenizer(slots);
	return (record) => {
		const entry = entryOf(record);
		return entry && { ...entry, tokens: tokensOf(record) };
	};
}
