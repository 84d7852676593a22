import { dayAt, dayFrame, isoDate, parseIsoDate, wallTime, type Day } from './days.mts';
import { dayKey, dayHasIds } from './calls.mts';
import { mix } from './random.mts';
import type { Settings } from '../server/settings.mts';

/** A record of the journal of requests or deals; a bigint keeps all its digits. */
export type StoredRecord = Record<string, unknown>;

/** A record and where it stands in the journal. */
export interface Stored {
	siteId: number;
	/** Unix seconds. */
	timestamp: number;
	record: StoredRecord;
}

/** What a generated record is made from. */
export interface Seed {
	settings: Settings;
	siteId: number;
	day: Day;
	index: number;
	/** A hash of its own. */
	key: number;
	/** Unix seconds. */
	timestamp: number;
}

const DAYS_OF_TWO_YEARS = 730;
const DAY_BITS = 2 ** 15;
const INDEXES = 2 ** 17;
const FIRST_DAY = 10_957;

/** An id of its own for each site, day and index. */
export function idOf({ siteId, day, index }: Seed): number {
	return (siteId * DAY_BITS + (day - FIRST_DAY)) * INDEXES + index;
}

/** The day inside an id. */
export function dayOfId(id: number): Day {
	return (Math.floor(id / INDEXES) % DAY_BITS) + FIRST_DAY;
}

/** `dd/mm/yyyy HH:MM:SS` on the clock of the account. */
export function clockText({ timezone }: Settings, timestamp: number): string {
	const frame = dayFrame(timezone, dayAt(timezone, timestamp));
	return wallTime(timestamp + frame.offsetAt(timestamp));
}

/** What a day has from the start, before anything was written. */
export function generated(
	settings: Settings,
	siteId: number,
	day: Day,
	perDay: number,
	make: (seed: Seed) => StoredRecord,
): Stored[] {
	const today = dayAt(settings.timezone, Math.floor(Date.now() / 1000));
	const first = settings.firstDay ?? isoDate(today - DAYS_OF_TWO_YEARS);
	const text = isoDate(day);
	if (!dayHasIds(day) || text < first || text > (settings.lastDay ?? isoDate(today))) return [];
	const { start, end } = dayFrame(settings.timezone, day);
	const step = Math.floor((end - start) / (perDay + 1));
	return Array.from({ length: perDay }, (_, index) => {
		const key = mix(dayKey(settings.seed, siteId, day), 0x4e1 + index);
		const timestamp = start + step * (index + 1) + (key % step);
		return {
			siteId,
			timestamp,
			record: make({ settings, siteId, day, index, key, timestamp }),
		};
	});
}

/** A phone as the journals show it: digits with the country code. */
export function phoneDigits(phone: unknown): string {
	return String(phone)
		.replaceAll(/\D/g, '')
		.replace(/^8(?=\d{10}$)/, '7');
}

/** Reads `dd-mm-yyyy hh:mm:ss` on the clock of the account as unix seconds. */
export function parseBodyTime(text: unknown, timezone: string): number | undefined {
	const [, date, month, year, hour, minute, second] =
		/^(\d\d)-(\d\d)-(\d{4}) ([01]\d|2[0-3]):([0-5]\d):([0-5]\d)$/.exec(String(text)) ?? [];
	return wallSeconds(`${year}-${month}-${date}`, [hour, minute, second], timezone);
}

/** Reads `yyyy-mm-dd hh:mm:ss` on the clock of the account as unix seconds. */
export function parseImportTime(text: unknown, timezone: string): number | undefined {
	const [, date = '', hour, minute, second] =
		/^(\d{4}-\d\d-\d\d) ([01]\d|2[0-3]):([0-5]\d):([0-5]\d)$/.exec(String(text)) ?? [];
	return wallSeconds(date, [hour, minute, second], timezone);
}

/** Reads the date of a site form, with dashes or dots; undefined when it cannot be read. */
export function parseFormTime(text: unknown, timezone: string): number | undefined {
	return parseBodyTime(String(text).replace(/^(\d\d)\.(\d\d)\./, '$1-$2-'), timezone);
}

function wallSeconds(
	isoDay: string,
	clock: Array<string | undefined>,
	timezone: string,
): number | undefined {
	const day = parseIsoDate(isoDay);
	if (day === undefined) return undefined;
	const [hour = 0, minute = 0, second = 0] = clock.map(Number);
	const wall = day * 86_400 + hour * 3600 + minute * 60 + second;
	return wall - dayFrame(timezone, day).offsetAt(wall);
}
