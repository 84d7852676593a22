import type { Connection } from '../http/connection';
import type { CalltouchRecord } from '../record';
import { recordClock } from '../time/recordClock';
import type { Journal, JournalQuery } from './journal';
import { readWritten } from './localTime';
import type { Reader } from './page';
import { readJournal } from './read';
import type { Remarks } from './remarks';

/** Time zones differ by multiples of a quarter of an hour, and by no more than this. */
const maxGapMinutes = 26 * 60;

/**
 * Like `readJournal`, but without records from days that were not requested, which Calltouch sends at times
 * (docs/calltouch-api.md#calls). Adds to the remarks how many those were, and whether the credential's zone matches
 * that of the records. With the filter `bindTo` session, records from other days are what was asked for.
 * @throws CalltouchError
 */
export async function* readWithin<Filters extends object, Block extends string, T>(
	connection: Connection,
	journal: Journal<Filters, Block>,
	query: JournalQuery<Filters, Block>,
	pick: Reader<T>['pick'],
	remarks: Remarks,
): AsyncGenerator<T[]> {
	const filters: { bindTo?: unknown } = query.filters ?? {};
	const isBySession = filters.bindTo === 'session';
	const timesOf = bothTimes(journal, connection.site.zone);
	const look = (record: CalltouchRecord) => {
		const times = timesOf(record);
		const isOutside = !isBySession && times.length > 0 && !times.some(isIn(query));
		const row = isOutside ? undefined : pick(record);
		return row === undefined && !isOutside ? undefined : { row, gap: gapOf(times) };
	};
	for await (const page of readJournal(connection, journal, query, look)) {
		const rows: T[] = [];
		for (const { row, gap } of page) {
			if (gap !== undefined) remarks.addGap(gap);
			if (row === undefined) remarks.outside++;
			else rows.push(row);
		}
		yield rows;
	}
}

/** Returns a record's written time and its unix time in the zone, as far as it has both. */
function bothTimes(
	{ times: { unix, written } }: Pick<Journal<never, never>, 'times'>,
	zone: string,
) {
	const clock = recordClock({ written: unix ?? written }, zone);
	return (record: CalltouchRecord): string[] =>
		[readWritten(record[written]), clock(record)?.local].filter((time) => time !== undefined);
}

/** Either of a record's times may lie within: better one record too many than one lost. */
function isIn({ from, to }: { from: string; to: string }): (time: string) => boolean {
	return (time) => {
		const day = time.slice(0, 'yyyy-mm-dd'.length);
		return day >= from && day <= to;
	};
}

/**
 * Minutes by which the written time is ahead; undefined if a time is missing or the gap cannot be a difference of
 * zones.
 */
function gapOf([written, unix]: string[]): number | undefined {
	if (written === undefined || unix === undefined) return undefined;
	if (written === unix) return 0;
	const minutes = (Date.parse(`${written}Z`) - Date.parse(`${unix}Z`)) / 60_000;
	return minutes % 15 === 0 && Math.abs(minutes) <= maxGapMinutes ? minutes : undefined;
}
