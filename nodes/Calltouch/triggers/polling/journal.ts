import type { IDataObject } from 'n8n-workflow';
import type { Day, DayRange } from '../../api/time/dates';

/** A record as the journal shows it at the moment. */
export interface Entry {
	id: string;
	/** When it began by its own word, in unix seconds; 0 when it does not say. */
	at: number;
	/** Nothing more will happen to it: a call that is still going on has not ended. */
	ended: boolean;
	/** Makes the output of it. */
	json: () => IDataObject;
}

/** One page of a journal that counts its records. */
export interface CountedPage {
	/** Those that the filters let pass. */
	entries: Entry[];
	/** Ids of all records of the page, in the order of the journal. */
	ids: string[];
	/** Records of a full page. */
	size: number;
	/** Records on all pages. */
	total: number;
}

/** A list of records that grows. A further kind of event is one more of these. */
export interface Journal {
	/** Every record of these days, page by page. Throws CalltouchError. */
	read(days: DayRange): AsyncIterable<Entry[]>;
	/** One page, counted from 1; undefined where the journal does not count. Throws CalltouchError. */
	readPage?(days: DayRange, page: number): Promise<CountedPage | undefined>;
}

/** How a journal is followed. */
export interface Rules {
	/** What the user calls one record: `call`. */
	noun: string;
	/** Journal and site: another scope has nothing to do with what was seen before. */
	scope: string;
	/** The chosen filters: with others, records that were passed over must not come out as new ones. */
	view: string;
	/** IANA name of the account's time zone. */
	zone: string;
	/** How late a record may arrive, in seconds. */
	lookback: number;
	/** First day whose records start the workflow; without it, only records that are new after publishing do. */
	startFrom?: Day;
}
