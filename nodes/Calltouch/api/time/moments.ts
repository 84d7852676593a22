import { DateTime } from 'luxon';
import { isIso, readDayFirst, readIso } from './dates';

/** Unix times from here on are milliseconds: as seconds, this would be the year 5138. */
export const minUnixMs = 1e11;

/**
 * Parses a moment from a user, a date picker or an expression: ISO 8601, `31/12/2025 10:30`, `31-12-2025 10:30:00`, a
 * Luxon DateTime or a Date. Without an offset it is the account's wall clock; a date alone is midnight. Returns
 * undefined if there is no such moment.
 */
export function readMoment(value: unknown, zone: string): DateTime | undefined {
	if (DateTime.isDateTime(value)) return valid(value.setZone(zone));
	if (value instanceof Date) return valid(DateTime.fromJSDate(value, { zone }));
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	if (isIso(text)) return valid(readIso(text, zone).setZone(zone));
	const found = readDayFirst(text);
	return found && valid(DateTime.fromObject(found, { zone }));
}

/**
 * Formats a time of a Calltouch record as `isoText` does. A number is a unix time in seconds or milliseconds. Returns
 * undefined if there is no such moment.
 */
export function recordTime(value: unknown, zone: string): string | undefined {
	const moment = typeof value === 'number' ? unixMoment(value, zone) : readMoment(value, zone);
	return moment && isoText(moment);
}

function unixMoment(value: number, zone: string): DateTime | undefined {
	const milliseconds = value >= minUnixMs ? value : value * 1000;
	return valid(DateTime.fromMillis(milliseconds, { zone }));
}

/** Formats as ISO 8601 with the offset of the account's zone and whole seconds, e.g. `2023-12-14T18:52:13+03:00`. */
export function isoText(moment: DateTime): string {
	return moment.startOf('second').toISO({ suppressMilliseconds: true }) ?? '';
}

function valid(moment: DateTime): DateTime | undefined {
	return moment.isValid && moment.year >= 1000 && moment.year <= 9999 ? moment : undefined;
}
