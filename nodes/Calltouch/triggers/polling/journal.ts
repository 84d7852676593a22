import type { IDataObject } from 'n8n-workflow';
import type { Day, DayRange } from '../../api/dates';

/** A record as the journal shows it at the moment. */
export interface Entry {
	id: string;
	/** When it began, in unix seconds. */
	at: number;
	/** The same on the account's calendar. */
	day: Day;
	/** Nothing more will happen to it: a call that is still going on has not ended. */
	ended: boolean;
	/** Makes the output of it. */
	json: () => IDataObject;
}

/** A list of records that grows. A further kind of event is one more of these. */
export interface Journal {
	/** Every record of these days, in pieces as they come. Throws CalltouchError. */
	read(days: DayRange): AsyncIterable<Entry[]>;
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
}
