import type { DayRange } from '../../../api/time/dates';
import type { CalltouchRecord } from '../../../api/record';
import type { Entry } from '../journal';
import type { Token } from './tokens';
import { tokenizer, type Slot } from './watch';

/** A record as the journal currently shows it, with the tokens to compare. */
export interface Sighting extends Entry {
	tokens: Token[];
}

/** A journal whose records are compared with their last sighting. */
export interface WatchedJournal {
	/** Yields every record of these days, page by page. Throws CalltouchError. */
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
