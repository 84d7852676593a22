/** A calendar day, counted from 1970-01-01. */
export type Day = number;

/** One calendar day of a time zone: its first second, the second after its last, its clock. */
export interface DayFrame {
	day: Day;
	start: number;
	end: number;
	/** Seconds to add to a unix time of this day to get the wall clock. */
	offsetAt(timestamp: number): number;
}

const DAY_SECONDS = 86_400;
const clocks = new Map<string, Intl.DateTimeFormat>();
const frames = new Map<string, DayFrame>();
const slashTexts = new Map<Day, string>();
const isoTexts = new Map<Day, string>();

function offsetOf(zone: string, timestamp: number): number {
	let clock = clocks.get(zone);
	if (!clock) {
		clock = new Intl.DateTimeFormat('en-US', {
			timeZone: zone,
			calendar: 'gregory',
			hourCycle: 'h23',
			year: 'numeric',
			month: 'numeric',
			day: 'numeric',
			hour: 'numeric',
			minute: 'numeric',
			second: 'numeric',
		});
		clocks.set(zone, clock);
	}
	const part: Record<string, number> = {};
	for (const { type, value } of clock.formatToParts(timestamp * 1000)) part[type] = Number(value);
	const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
	return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - timestamp;
}

/** The first second in (low, high] for which the test holds; it must hold for high. */
function firstSecond(low: number, high: number, test: (timestamp: number) => boolean): number {
	let before = low;
	let after = high;
	while (after - before > 1) {
		const middle = Math.floor((before + after) / 2);
		if (test(middle)) after = middle;
		else before = middle;
	}
	return after;
}

/** The calendar day of a unix time in a time zone. */
export function dayAt(zone: string, timestamp: number): Day {
	return Math.floor((timestamp + offsetOf(zone, timestamp)) / DAY_SECONDS);
}

/** The bounds and the clock of one day; a day with a clock change may have 23 or 25 hours. */
export function dayFrame(zone: string, day: Day): DayFrame {
	const key = `${zone}|${day}`;
	const known = frames.get(key);
	if (known) return known;
	const startOf = (wanted: Day) => {
		const guess = wanted * DAY_SECONDS;
		const reach = 16 * 3600;
		return firstSecond(guess - reach, guess + reach, (second) => dayAt(zone, second) >= wanted);
	};
	const start = startOf(day);
	const end = startOf(day + 1);
	const early = offsetOf(zone, start);
	const late = offsetOf(zone, end - 1);
	const change =
		early === late ? end : firstSecond(start, end, (second) => offsetOf(zone, second) === late);
	const frame = { day, start, end, offsetAt: (at: number) => (at < change ? early : late) };
	if (frames.size > 5000) frames.clear();
	frames.set(key, frame);
	return frame;
}

/** Two digits. */
function two(value: number): string {
	return value < 10 ? `0${value}` : String(value);
}

/** `dd/mm/yyyy`, the form of the journal. */
export function slashDate(day: Day): string {
	let text = slashTexts.get(day);
	if (text === undefined) {
		const [year, month, date] = isoDate(day).split('-');
		text = `${date}/${month}/${year}`;
		slashTexts.set(day, text);
	}
	return text;
}

/** `yyyy-mm-dd`, the form of the settings. */
export function isoDate(day: Day): string {
	let text = isoTexts.get(day);
	if (text === undefined) {
		text = new Date(day * DAY_SECONDS * 1000).toISOString().slice(0, 10);
		isoTexts.set(day, text);
	}
	return text;
}

/** Reads `yyyy-mm-dd`; undefined when it is malformed or no such day exists. */
export function parseIsoDate(text: string): Day | undefined {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
	const time = Date.parse(`${text}T00:00:00Z`);
	if (Number.isNaN(time)) return undefined;
	const day = time / 1000 / DAY_SECONDS;
	return isoDate(day) === text ? day : undefined;
}

/** Reads `dd/mm/yyyy` or `d/m/yyyy`; undefined when it is malformed or no such day exists. */
export function parseSlashDate(text: string): Day | undefined {
	const [, date = '', month = '', year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
	return parseIsoDate(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`);
}

/** `dd/mm/yyyy HH:MM:SS` of a wall clock second counted from 1970. */
export function wallTime(wall: number, hours: 12 | 24 = 24): string {
	const day = Math.floor(wall / DAY_SECONDS);
	const second = wall - day * DAY_SECONDS;
	let hour = Math.floor(second / 3600);
	if (hours === 12) hour = hour % 12 || 12;
	const minute = Math.floor(second / 60) % 60;
	return `${slashDate(day)} ${two(hour)}:${two(minute)}:${two(second % 60)}`;
}
