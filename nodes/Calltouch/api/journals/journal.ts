import type { Query } from '../http/exchange';
import type { RecordTest } from '../record';
import { isNight } from './nightHours';
import { addDays, type Day, type DayRange } from '../time/dates';
import type { TimeKeys } from '../time/recordClock';

/** What to read from a journal. Undefined settings are left to Calltouch. */
export interface JournalQuery<Filters extends object, Block extends string> extends DayRange {
	filters?: Filters;
	/** Keys of the optional blocks to request. */
	blocks: Block[];
	/** How many records the caller is likely to take. */
	wanted?: number;
}

/** Everything that distinguishes one journal from the others. */
export interface Journal<Filters extends object, Block extends string> {
	/** Plural noun for messages, e.g. `calls`. */
	records: string;
	/** Key of a record's ID, e.g. `callId`. */
	idKey: string;
	/** Returns the path, and the query parameters that identify the site. */
	address: (siteId: string) => { path: string; query?: Query };
	/** Longest period per request, in days. */
	maxDays: number;
	/** Days to request beyond the last one wanted; their records are dropped. */
	extraDays: number;
	/** Formats a day for the query. */
	formatDay: (day: Day) => string;
	/** What an answer without an envelope contains: one page, one of the requested days, or everything. */
	bareArray: 'page' | 'day' | 'everything';
	/** Filters sent unchanged. */
	values: ReadonlyArray<KeysOf<Filters, string | number>>;
	/** Filters sent only if they are switched on. */
	flags: ReadonlyArray<KeysOf<Filters, boolean>>;
	/** Filters that Calltouch does not have, as tests that a record must pass. */
	tests?: (filters: Filters) => RecordTest[];
	/** Optional blocks that these tests look at. */
	testedBlocks?: (filters: Filters) => Block[];
	/** Key of each optional block → query flag that requests it. */
	blocks: Readonly<Record<Block, string>>;
	/** Keys of a record, in journal order. A record may have fewer or more. */
	keys: readonly string[];
	times: TimeKeys;
}

/** Keys of the filters whose values have type `T`. */
type KeysOf<Filters, T> = {
	[K in keyof Filters]-?: NonNullable<Filters[K]> extends T ? K : never;
}[keyof Filters];

/** Builds the query for these days, filters and blocks. */
export function sentQuery<Filters extends object, Block extends string>(
	journal: Journal<Filters, Block>,
	{ from, to, filters, blocks }: JournalQuery<Filters, Block>,
): Query {
	const { formatDay, extraDays, values, flags, testedBlocks, blocks: blockFlags } = journal;
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
	const tested = filters && testedBlocks ? testedBlocks(filters) : [];
	for (const block of [...blocks, ...tested]) query[blockFlags[block]] = 'true';
	return query;
}
