import type { Day } from '../../../api/time/dates';
import { packPrints, unpackPrints, type PackedPrints, type Seen } from './prints';

/** What a trigger that looks for changes knows of its journal. Every poll creates a new one. */
export interface Watched {
	/** Random; replaced on each emission and each fresh start. */
	stamp: string;
	/** Polls since then. */
	polls: number;
	/** Start of the poll that made it, in unix seconds, but not before that of the one before: the clock may go back. */
	madeAt: number;
	scope: string;
	view: string;
	/** First day to read. */
	from: Day;
	/** First day whose records are all kept, so any other record from it on is new. */
	known: Day;
	/** First day whose records fit into what n8n can store; empty while everything does. */
	fits: Day;
	/** Last day that the previous poll had no time for; undefined if it read everything. */
	next?: Day;
	/** Time of the newest record seen, in unix seconds; until there is one, the time of the first poll. */
	newest: number;
	/** Start of the last poll that read everything, in unix seconds. */
	readAt: number;
	/** Names of the slots that are compared. */
	slots: string[];
	records: Map<string, Seen>;
}

/** Stored form. */
export interface StoredWatched extends Omit<Watched, 'records'> {
	prints: PackedPrints;
}

export function packWatched({ records, ...watched }: Watched): StoredWatched {
	return { ...watched, prints: packPrints(records) };
}

export function unpackWatched({ prints, ...watched }: StoredWatched): Watched {
	return { ...watched, records: unpackPrints(prints, watched.slots.length) };
}
