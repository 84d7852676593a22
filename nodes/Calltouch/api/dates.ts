import { DateTime, IANAZone } from 'luxon';
import { invalidInput } from './errors';
import { wallClock } from './wallClock';

/** A calendar day of the account as `yyyy-mm-dd`: sorts and compares as text. */
export type Day = string;

/** First and last day, both inside. */
export interface DayRange {
	from: Day;
	to: Day;
}

/**
 * Gives the IANA name of a time zone without stray spaces.
 * @throws CalltouchError that names the parameter and shows the value
 */
export function zoneName(value: string | undefined, parameter: string): string {
	const name = value?.trim();
	if (name !== undefined && IANAZone.isValidZone(name)) return name;
	throw invalidInput(parameter, name, 'is not known', 'Enter a name such as Europe/Moscow.');
}

/** The account's calendar day at this moment. */
export function today(zone: string): Day {
	return toIsoDay(DateTime.now().setZone(zone));
}

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

/** Every day of the range, in order. */
export function daysOf({ from, to }: DayRange): Day[] {
	const days: Day[] = [];
	for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
	return days;
}

/** Cuts a range into neighbours of at most `length` days, in order. */
export function splitRange({ from, to }: DayRange, length: number): DayRange[] {
	const parts: DayRange[] = [];
	for (let start = from; start <= to; start = addDays(start, length)) {
		const end = addDays(start, length - 1);
		parts.push({ from: start, to: end < to ? end : to });
	}
	return parts;
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
	return plain(moment, zone).toFormat('dd-MM-yyyy HH:mm:ss');
}

/** `yyyy-mm-dd hh:mm:ss` in the account's zone: call import. */
export function importTime(moment: DateTime, zone: string): string {
	return plain(moment, zone).toFormat('yyyy-MM-dd HH:mm:ss');
}

const dayFirstText = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$/;
const isoText = /^\d{4}-?(?:\d{2}-?\d{2}|\d{3}|W\d{2}-?\d)(?:[T\s].*)?$/i;

/**
 * Reads what a user, a date picker or an expression gives as a day of the account.
 * A value with an offset is moved to `zone` first; one without means the day as typed.
 * Returns undefined when there is no such date.
 */
export function readDay(value: unknown, zone: string): Day | undefined {
	if (DateTime.isDateTime(value)) return validDay(value.setZone(zone));
	if (value instanceof Date) return validDay(DateTime.fromJSDate(value, { zone }));
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	if (isIso(text)) return validDay(readIso(text, zone));
	const [matched, day, month, year] = dayFirstText.exec(text) ?? [];
	return matched ? validDay(DateTime.utc(Number(year), Number(month), Number(day))) : undefined;
}

export function isIso(text: string): boolean {
	return isoText.test(text);
}

/** ISO 8601, or the same with a space between date and time. Without an offset it is read in `zone`. */
export function readIso(text: string, zone: string): DateTime {
	const iso = DateTime.fromISO(text, { zone });
	return iso.isValid ? iso : DateTime.fromSQL(text, { zone });
}

function validDay(date: DateTime): Day | undefined {
	return date.isValid && date.year >= 1000 && date.year <= 9999 ? toIsoDay(date) : undefined;
}

function fromDay(day: Day): DateTime {
	return DateTime.fromISO(day, { zone: 'utc' });
}

function toIsoDay(date: DateTime): Day {
	return date.toISODate() ?? '';
}

/** With the digits 0 to 9, whatever language the server speaks. */
function plain(moment: DateTime, zone: string): DateTime {
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
