import type { IDataObject } from 'n8n-workflow';
import type { CalltouchError } from '../../api/errors';
import type { Day, DayRange } from '../../api/time/dates';

/** A record as the journal currently shows it. */
export interface Entry {
	id: string;
	/** When it began according to the record, in unix seconds; 0 if it does not say. */
	at: number;
	/** Whether the record is final: an ongoing call has not ended. */
	ended: boolean;
	/** End of a call that may have a recording, in unix seconds; undefined for any other record. */
	recordedAfter?: number;
	/** Whether the filters can be applied only once it has ended. */
	mustEnd?: boolean;
	/** Creates the output of the record. */
	json: () => IDataObject;
}

/** One page of a journal that announces its number of records. */
export interface CountedPage {
	/** Entries that pass the filters. */
	entries: Entry[];
	/** IDs of all records on the page, in journal order. */
	ids: string[];
	/** Records of a full page. */
	size: number;
	/** Records on all pages. */
	total: number;
}

/** A growing list of records. A new kind of event needs one more of these. */
export interface Journal {
	/** Every record of these days, page by page. Throws CalltouchError. */
	read(days: DayRange): AsyncIterable<Entry[]>;
	/** One page, counted from 1; undefined where the journal does not count. Throws CalltouchError. */
	readPage?(days: DayRange, page: number): Promise<CountedPage | undefined>;
}

/** Settings for following a journal. */
export interface Rules {
	/** Noun for one record, e.g. `call`. */
	noun: string;
	/** Journal and site: what was seen in one scope means nothing in another. */
	scope: string;
	/** The chosen filters: when they change, records they hid before must not count as new. */
	view: string;
	/** IANA name of the account's time zone. */
	zone: string;
	/** How late a record may arrive, in seconds. */
	lookback: number;
	/** First day whose records start the workflow; if undefined, only records newer than publishing do. */
	startFrom?: Day;
}

/** One poll. */
export interface Poll {
	journal: Journal;
	rules: Rules;
	/** Start of the poll in unix seconds. */
	now: number;
	/** Whether the poll is out of time. */
	isOver: () => boolean;
	/** Asks what the journal does not say about records that have not ended, before they are sorted out. */
	settle?(open: Entry[]): Promise<Settled>;
}

/** What asking has brought. */
export interface Settled {
	/** Those of the records that need not be waited for any more. */
	entries: Entry[];
	/** What somebody has to be told. */
	notice?: CalltouchError;
}

/** Returns a journal with each of its entries changed. */
export function mapEntries({ read, readPage }: Journal, change: (entry: Entry) => Entry): Journal {
	return {
		async *read(days) {
			for await (const entries of read(days)) yield entries.map(change);
		},
		async readPage(days, number) {
			const page = await readPage?.(days, number);
			return page && { ...page, entries: page.entries.map(change) };
		},
	};
}
