import { dayFirst, type DayRange } from './time/dates';
import { CalltouchError } from './errors';
import { statisticsPath } from './paths';
import { getJson, type Parse } from './http/exchange';
import type { Connection } from './http/connection';

export type Breakdown = 'callsTotal' | 'callsByDate' | 'callsByDateSeoOnly' | 'callsByKeywords';

type CountedBy = Exclude<Breakdown, 'callsTotal'>;

/** The four counters of the old statistics endpoints (docs/calltouch-api.md#statistics). */
const tails = new Map<Breakdown, string>([
	['callsTotal', '/calls/total-count'],
	['callsByDate', '/calls/count-by-date'],
	['callsByDateSeoOnly', '/calls/seo/count-by-date'],
	['callsByKeywords', '/calls/seo/count-by-keywords'],
]);

/** Whether an object is an error instead of counts: a code counts as a number of calls, too. */
const isFailure: Record<CountedBy, (counts: object) => boolean> = {
	callsByDate: hasNoDate,
	callsByDateSeoOnly: hasNoDate,
	callsByKeywords: isError,
};

/** Keys of an answer that is nothing but an error; a keyword may hold the word, as in `e5 error`. */
const errorKeys = /^(?:error|errorCode|errors|status|code|message|timestamp|path)$/;

function isError(counts: object): boolean {
	const keys = Object.keys(counts);
	return keys.length > 0 && keys.every((key) => errorKeys.test(key));
}

function hasNoDate(counts: object): boolean {
	return Object.keys(counts).some((label) => !/\d/.test(label));
}

/** A date or keyword as Calltouch writes it, and its number of calls. */
export type Count = [label: string, calls: number];

/** Returns the number of calls in the period. */
export async function fetchTotal(connection: Connection, range: DayRange): Promise<number> {
	return await fetchCounter(connection, 'callsTotal', range, (json, reject) => {
		const total = toCount(json);
		if (total === undefined) throw reject();
		return total;
	});
}

/** Returns the number of calls by date or keyword, in Calltouch's order. */
export async function fetchCounts(
	connection: Connection,
	breakdown: CountedBy,
	range: DayRange,
): Promise<Count[]> {
	return await fetchCounter(connection, breakdown, range, (json, reject) => {
		if (typeof json !== 'object' || json === null) throw reject();
		if (Array.isArray(json) && json.length > 0) throw reject();
		if (isFailure[breakdown](json)) throw reject();
		return Object.entries(json).map(([label, value]): Count => {
			const calls = toCount(value);
			if (calls === undefined) throw reject();
			return [label, calls];
		});
	});
}

async function fetchCounter<T>(
	connection: Connection,
	breakdown: Breakdown,
	{ from, to }: DayRange,
	parse: Parse<T>,
): Promise<T> {
	const path = statisticsPath(connection.site.id, tails.get(breakdown) ?? '');
	const query = { dateFrom: dayFirst(from), dateTo: dayFirst(to) };
	return await getJson(connection, path, query, parse);
}

function toCount(value: unknown): number | undefined {
	const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
	return typeof number === 'number' && Number.isInteger(number) ? number : undefined;
}

/** The statistics endpoints are old; if they are gone, `way` tells the user another way to the same numbers. */
export function explainGone(error: unknown, way: string): unknown {
	if (!(error instanceof CalltouchError) || error.reason !== 'not-there') return error;
	return new CalltouchError(
		'not-there',
		'The statistics of Calltouch are not there for this account',
		{
			status: error.status,
			remedy: `These endpoints are old, and Calltouch may have switched them off. ${way}`,
		},
	);
}
