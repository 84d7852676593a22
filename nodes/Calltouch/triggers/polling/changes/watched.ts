import type { Day } from '../../../api/time/dates';
import { packPrints, unpackPrints, type PackedPrints, type Seen } from './prints';

/** What a trigger that looks for changes knows of its journal. Each poll makes a new one. */
export interface Watched {
	/** Random; another one after each emission and each beginning. */
	stamp: string;
	scope: string;
	view: string;
	/** First day that is looked at. */
	from: Day;
	/** First day whose records are all kept, so that one that is not kept is new. */
	known: Day;
	/** First day whose records fit into what n8n can store; empty while everything does. */
	fits: Day;
	/** Last day that the poll before had no time for; undefined when it read everything. */
	next?: Day;
	/** Time of the newest record that the journal has shown, in unix seconds; until there is one, that of the beginning. */
	newest: number;
	/** Start of the last poll that read everything, in unix seconds. */
	readAt: number;
	/** Names of what is compared. */
	slots: string[];
	records: Map<string, Seen>;
}

/** As it is stored. */
export interface StoredWatched extends Omit<Watched, 'records'> {
	prints: PackedPrints;
}

export function packWatched({ records, ...watched }: Watched): StoredWatched {
	return { ...watched, prints: packPrints(records) };
}

export function unpackWatched({ prints, ...watched }: StoredWatched): Watched {
	return { ...watched, records: unpackPrints(prints, watched.slots.length) };
}
