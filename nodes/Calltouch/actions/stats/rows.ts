import type { IDataObject } from 'n8n-workflow';
import { readDay } from '../../api/time/dates';
import type { Breakdown, Count } from '../../api/statistics';

/**
 * Returns one row per date, oldest first and with Calltouch's own date text, or one row per keyword in the given order.
 */
export function toRows(
	breakdown: Exclude<Breakdown, 'callsTotal'>,
	counts: Count[],
): IDataObject[] {
	if (breakdown === 'callsByKeywords')
		return counts.map(([keyword, calls]) => ({ keyword, calls }));
	return counts
		.map(([date, calls]) => ({ date, calls, day: readDay(date, 'utc') ?? date }))
		.sort((a, b) => (a.day < b.day ? -1 : Number(a.day > b.day)))
		.map(({ date, calls }) => ({ date, calls }));
}
