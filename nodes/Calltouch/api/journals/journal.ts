import type { Query } from '../http/exchange';
import type { RecordTest } from '../record';
import { isNight } from './nightHours';
import { addDays, type Day, type DayRange } from '../time/dates';
import type { TimeKeys } from '../time/recordClock';

/** What to read of a journal. What is undefined is left to Calltouch. */
export interface JournalQuery<Filters extends object, Block extends string> extends DayRange {
	filters?: Filters;
	/** Parts of a record that come only when asked for, by their keys. */
	blocks: Block[];
	/** How many records the reader is likely to take. */
	wanted?: number;
}

/** All that sets one journal apart from the others. */
export interface Journal<Filters extends object, Block extends string> {
	/** What the records are, for messages, e.g. `calls`. */
	records: string;
	/** Key of a record's own number, e.g. `callId`. */
	idKey: string;
	/** Where it is, and what names the site in its query. */
	address: (siteId: string) => { path: string; query?: Query };
	/** Longest period that is asked for at once, in days. */
	maxDays: number;
	/** Days asked for beyond the last one that is wanted; their records are dropped. */
	extraDays: number;
	/** How the query writes a day. */
	formatDay: (day: Day) => string;
	/** What an answer without an envelope holds: one page, one day of those asked for, or everything there is. */
	bareArray: 'page' | 'day' | 'everything';
	/** Filters that are sent as they are. */
	values: ReadonlyArray<KeysOf<Filters, string | number>>;
	/** Filters that are sent when they are switched on. */
	flags: ReadonlyArray<KeysOf<Filters, boolean>>;
	/** Filters that Calltouch does not have: what a record must meet. */
	tests?: (filters: Filters) => RecordTest[];
	/** Key of each block → query flag that fills it. */
	blocks: Readonly<Record<Block, string>>;
	/** Keys of a record in the order of the journal. A record may have fewer or more. */
	keys: readonly string[];
	times: TimeKeys;
}

/** The keys of filters whose values are of a type. */
type KeysOf<Filters, T> = {
	[K in keyof Filters]-?: NonNullable<Filters[K]> extends T ? K : never;
}[keyof Filters];

/** The query that asks a journal for these days, filters and blocks. */
export function sentQuery<Filters extends object, Block extends string>(
	journal: Journal<Filters, Block>,
	{ from, to, filters, blocks }: JournalQuery<Filters, Block>,
): Query {
	const { formatDay, extraDays, values, flags, blocks: blockFlags } = journal;
	const sent =
		filters && isNight(filters) ? { ...filters, timeFrom: undefined, timeTo: undefined } : filters;
	const query: Query = {
		dateFrom: formatDay(from),
		dateTo: formatDay(addDays(to, extraDays)),
	};
	for (const key of values) {
		const value = sent?.[key];
		if (value !== undefined) query[String(key)] = String(value);
	}
	for (const flag of flags) if (filters?.[flag]) query[String(flag)] = 'true';
	for (const block of blocks) query[blockFlags[block]] = 'true';
	return query;
}
