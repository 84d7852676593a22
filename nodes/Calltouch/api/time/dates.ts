import { DateTime, IANAZone } from 'luxon';
import { invalidInput } from '../errors';
import { wallClock } from './wallClock';

/** A calendar day of the account as `yyyy-mm-dd`: sorts and compares as text. */
export type Day = string;

/** First and last day, both inside. */
export interface DayRange {
	from: Day;
	to: Day;
}

/** No journal has anything older: Calltouch itself began in 2009, and calls of other platforms can be imported. */
export const earliestDay: Day = '2000-01-01';

/** The days that sort and compare as text. */
const minCalendarDay: Day = '0000-01-01';
const maxCalendarDay: Day = '9999-12-31';
const dayMs = 86_400_000;
/** Most days of one range, whoever asks: a hundred years. */
const maxRangeDays = 36_600;
/** No notation of a date is longer, the name of a zone included. */
const maxDateLength = 100;

/**
 * Gives the IANA name of a time zone without stray spaces.
 * @throws CalltouchError that names the parameter and shows the value
 */
export function zoneName(value: string | undefined, parameter: string): string {
	const name = value?.trim();
	// Luxon remembers the zones that it has made; to ask for a new one costs a third of a millisecond, for each item.
	if (name !== undefined && IANAZone.create(name).isValid) return name;
	throw invalidInput(parameter, name, 'is not known', 'Enter a name such as Europe/Moscow.');
}

/** The account's calendar day at this moment. */
export function today(zone: string): Day {
	return toIsoDay(DateTime.now().setZone(zone));
}

/** The day so many days later; the first and the last day of the calendar have none beyond them. */
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

/** Monday of the week of a day. Plain arithmetic, because it is done for every call. */
export function mondayOf(day: Day): Day {
	const monday = Date.parse(day) - (weekdayOf(day) - 1) * 86_400_000;
	return new Date(monday).toISOString().slice(0, 10);
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: Day): number {
	return new Date(day).getUTCDay() || 7;
}

/**
 * Every day of the range, in order.
 * @throws CalltouchError when it is longer than a hundred years
 */
export function daysOf(range: DayRange): Day[] {
	return Array.from({ length: lengthOf(range) }, (_, at) => addDays(range.from, at));
}

/**
 * Cuts a range into neighbours of at most `length` days, in order.
 * @throws CalltouchError when it is longer than a hundred years
 */
export function splitRange(range: DayRange, length: number): DayRange[] {
	const { from, to } = range;
	return Array.from({ length: Math.ceil(lengthOf(range) / length) }, (_, at) => {
		const end = addDays(from, (at + 1) * length - 1);
		return { from: addDays(from, at * length), to: end < to ? end : to };
	});
}

/** Number of days. Loops count up to it, because days are texts, and a loop that compares them may never end. */
function lengthOf({ from, to }: DayRange): number {
	const days = Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1;
	if (!(days > 0)) return 0;
	if (days <= maxRangeDays) return days;
	throw invalidInput('Period', undefined, `from ${from} to ${to} is longer than a hundred years`);
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
 * Reads what a user, a date picker or an expression gives as a day of the account.
 * A value with an offset is moved to `zone` first; one without means the day as typed.
 * Returns undefined when there is no such date, or none from the year 1000 to 9999.
 */
export function readDay(value: unknown, zone: string): Day | undefined {
	const date = readDate(value, zone);
	return date?.isValid && date.year >= 1000 && date.year <= 9999 ? toIsoDay(date) : undefined;
}

/**
 * Like `readDay`, for any year that a picker or an expression can give: one beyond the years 0 to 9999 counts as the
 * first or the last day of these.
 */
export function readAnyDay(value: unknown, zone: string): Day | undefined {
	const date = readDate(value, zone);
	if (date?.isValid) return toIsoDay(date);
	if (typeof value === 'string') return readFarDay(value.trim());
	// A moment at the very edge of time has no day in a zone ahead of it.
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

/** A date that begins with the day, and its time of day, if there is one; none of them is checked against the calendar. */
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

/** ISO 8601, or the same with a space between date and time. Without an offset it is read in `zone`. */
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

/** With the digits 0 to 9, whatever language the server speaks. */
function withLatinDigits(moment: DateTime, zone: string): DateTime {
	return moment.setZone(zone).reconfigure({ locale: 'en', numberingSystem: 'latn' });
}

/** The first moment of a day in a zone, in unix seconds. */
export function startOfDay(day: Day, zone: string): number {
	return DateTime.fromISO(day, { zone }).startOf('day').toSeconds();
}

/** The account's calendar day at a moment in unix seconds; empty for what is no moment. */
export function dayAt(zone: string, seconds: number): Day {
	return wallClock(zone)(seconds)?.local.slice(0, 10) ?? '';
}

export function maxDay(a: Day, b: Day): Day {
	return a > b ? a : b;
}
