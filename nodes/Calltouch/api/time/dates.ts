import { DateTime, IANAZone } from 'luxon';
import { invalidInput } from '../errors';
import { wallClock } from './wallClock';

/** A calendar day of the account as `yyyy-mm-dd`: sorts and compares as text. */
export type Day = string;

/** First and last day, both inclusive. */
export interface DayRange {
	from: Day;
	to: Day;
}

/** No journal goes back further: Calltouch was founded in 2009, and calls from other platforms can be imported. */
export const earliestDay: Day = '2000-01-01';

/** Days outside this range do not sort as text. */
const minCalendarDay: Day = '0000-01-01';
const maxCalendarDay: Day = '9999-12-31';
export const daySeconds = 86_400;
const dayMs = daySeconds * 1000;
/** Longest range of days, a hundred years. */
const maxRangeDays = 36_600;
/** No date notation is longer, including a zone name. */
const maxDateLength = 100;

/**
 * Returns the IANA name of a time zone, trimmed.
 * @throws CalltouchError that names the parameter and shows the value
 */
export function zoneName(value: string | undefined, parameter: string): string {
	const name = value?.trim();
	// Luxon caches zones; constructing a new one costs a third of a millisecond per item.
	if (name !== undefined && IANAZone.create(name).isValid) return name;
	throw invalidInput(parameter, name, 'is not known', 'Enter a name such as Europe/Moscow.');
}

/** Returns the current calendar day of the account. */
export function today(zone: string): Day {
	return toIsoDay(DateTime.now().setZone(zone));
}

/** Returns the day a number of days later, clamped to the first and last day of the calendar. */
export function addDays(day: Day, days: number): Day {
	return toIsoDay(fromDay(day).plus({ days }));
}

export function monthOf(day: Day): DayRange {
	const date = fromDay(day);
	return { from: toIsoDay(date.startOf('month')), to: toIsoDay(date.endOf('month')) };
}

export function monthBefore(day: Day): DayRange {
	return monthOf(toIsoDay(fromDay(day).minus({ months: 1 })));
}

/** Returns the Monday of a week. Plain arithmetic, because it runs for every call. */
export function mondayOf(day: Day): Day {
	const monday = Date.parse(day) - (weekdayOf(day) - 1) * dayMs;
	return new Date(monday).toISOString().slice(0, 10);
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: Day): number {
	return new Date(day).getUTCDay() || 7;
}

/**
 * Returns every day of the range, in order.
 * @throws CalltouchError if it is longer than a hundred years
 */
export function daysOf(range: DayRange): Day[] {
	return Array.from({ length: lengthOf(range) }, (_, at) => addDays(range.from, at));
}

/**
 * Splits a range into consecutive ranges of at most `length` days.
 * @throws CalltouchError if it is longer than a hundred years
 */
export function splitRange(range: DayRange, length: number): DayRange[] {
	const { from, to } = range;
	return Array.from({ length: Math.ceil(lengthOf(range) / length) }, (_, at) => {
		const end = addDays(from, (at + 1) * length - 1);
		return { from: addDays(from, at * length), to: end < to ? end : to };
	});
}

/** Returns the number of days. Loops count up to it: days are text, and a loop that compares them might never end. */
function lengthOf({ from, to }: DayRange): number {
	const days = Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1;
	if (!(days > 0)) return 0;
	if (days <= maxRangeDays) return days;
	const why = `from ${from} to ${to} is longer than a hundred years`;
	throw invalidInput('Period', undefined, why, 'Check both dates.');
}

/** `dd/mm/yyyy`: calls, deals and statistics. */
export function dayFirst(day: Day): string {
	const [year, month, ofMonth] = day.split('-');
	return `${ofMonth}/${month}/${year}`;
}

/** `mm/dd/yyyy`: the requests journal, and nothing else. */
export function monthFirst(day: Day): string {
	const [year, month, ofMonth] = day.split('-');
	return `${month}/${ofMonth}/${year}`;
}

/** `dd-mm-yyyy hh:mm:ss` on a 24-hour clock, in the account's zone: bodies of requests, deals and callbacks. */
export function bodyTime(moment: DateTime, zone: string): string {
	return withLatinDigits(moment, zone).toFormat('dd-MM-yyyy HH:mm:ss');
}

/** `yyyy-mm-dd hh:mm:ss` in the account's zone: call import. */
export function importTime(moment: DateTime, zone: string): string {
	return withLatinDigits(moment, zone).toFormat('yyyy-MM-dd HH:mm:ss');
}

/** `31/12/2025`, `31.12.2025` and `31-12-2025`, with or without a time. */
const dayFirstPattern =
	/^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;
const isoPattern = /^\d{4}-?(?:\d{2}-?\d{2}|\d{3}|W\d{2}-?\d)(?:[T\s].*)?$/i;
/** Years with a sign or more than four digits, as pickers and expressions write them. */
const farIsoPattern = /^([+-]?)(\d{4,6})-\d{1,2}-\d{1,2}(?:[T\s].*)?$/i;
const farDayFirstPattern = /^\d{1,2}([/.-])\d{1,2}\1(\d{5,6})(?:\s.*)?$/;

/**
 * Parses a day of the account from a user, a date picker or an expression. A value with an offset is first converted to
 * `zone`; one without is taken as typed. Returns undefined if there is no such date, or if its year is not within 1000
 * to 9999.
 */
export function readDay(value: unknown, zone: string): Day | undefined {
	const date = readDate(value, zone);
	return date?.isValid && date.year >= 1000 && date.year <= 9999 ? toIsoDay(date) : undefined;
}

/**
 * Like `readDay`, for any year that a picker or an expression can produce: dates outside the years 0 to 9999 are
 * clamped to the first or last day of that range.
 */
export function readAnyDay(value: unknown, zone: string): Day | undefined {
	const date = readDate(value, zone);
	if (date?.isValid) return toIsoDay(date);
	if (typeof value === 'string') return readFarDay(value.trim());
	// The earliest and latest possible Dates have no valid day in zones ahead of UTC.
	const edge = date === undefined ? NaN : Number(value);
	if (Number.isNaN(edge)) return undefined;
	return edge < 0 ? minCalendarDay : maxCalendarDay;
}

function readDate(value: unknown, zone: string): DateTime | undefined {
	if (DateTime.isDateTime(value)) return value.setZone(zone);
	if (value instanceof Date) return DateTime.fromJSDate(value, { zone });
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	if (isIso(text)) return readIso(text, zone);
	const found = readDayFirst(text);
	return found && DateTime.utc(found.year, found.month, found.day);
}

function readFarDay(text: string): Day | undefined {
	if (text.length > maxDateLength) return undefined;
	const [, sign, isoYear] = farIsoPattern.exec(text) ?? [];
	const year = isoYear ?? farDayFirstPattern.exec(text)?.[2];
	if (year === undefined) return undefined;
	if (sign === '-') return minCalendarDay;
	return Number(year) > 9999 ? maxCalendarDay : undefined;
}

/** Parses a day-first date with an optional time of day. Does not check it against the calendar. */
export function readDayFirst(text: string) {
	const found = text.length <= maxDateLength ? dayFirstPattern.exec(text) : null;
	if (!found) return undefined;
	const [, day, , month, year, hour = 0, minute = 0, second = 0] = found.map((part) =>
		part === undefined ? undefined : Number(part),
	) as [number, number, number, number, number, number?, number?, number?];
	return { year, month, day, hour, minute, second };
}

export function isIso(text: string): boolean {
	return text.length <= maxDateLength && isoPattern.test(text);
}

/** Parses ISO 8601, or the same with a space between date and time. Without an offset it is read in `zone`. */
export function readIso(text: string, zone: string): DateTime {
	const iso = DateTime.fromISO(text, { zone });
	return iso.isValid ? iso : DateTime.fromSQL(text, { zone });
}

function fromDay(day: Day): DateTime {
	return DateTime.fromISO(day, { zone: 'utc' });
}

function toIsoDay(date: DateTime): Day {
	if (date.year < 0) return minCalendarDay;
	return date.year > 9999 ? maxCalendarDay : (date.toISODate() ?? '');
}

/** Formats with digits 0 to 9, whatever the locale of the server. */
function withLatinDigits(moment: DateTime, zone: string): DateTime {
	return moment.setZone(zone).reconfigure({ locale: 'en', numberingSystem: 'latn' });
}

/** Returns the start of a day in a zone, in unix seconds. */
export function startOfDay(day: Day, zone: string): number {
	return DateTime.fromISO(day, { zone }).startOf('day').toSeconds();
}

/** Returns the account's calendar day at a time in unix seconds; empty if that is not a valid time. */
export function dayAt(zone: string, seconds: number): Day {
	return wallClock(zone)(seconds)?.local.slice(0, 10) ?? '';
}

export function maxDay(a: Day, b: Day): Day {
	return a > b ? a : b;
}
