import type { INodeListSearchItems } from 'n8n-workflow';
import type { RecentCall, RecentDeal } from '../api/journals/recent';

/** An entry of a list in the editor. */
export type Entry = INodeListSearchItems & { value: string };

export function nameEntry(name: string): Entry {
	return { name, value: name };
}

/** A call with its time, caller and duration; none for a call without an ID. */
export function callEntry({ id, time, caller, ...call }: RecentCall): Entry[] {
	if (id === undefined) return [];
	return [{ name: joined([minuteOf(time), phoneText(caller), outcomeOf(call)]), value: id }];
}

/** The deals with a number, each once. */
export function dealEntries(deals: RecentDeal[]): Entry[] {
	return once(
		deals.map(({ number, name, status, time }) => ({
			name: joined([number, name, status, time.slice(0, 'yyyy-mm-dd'.length)]),
			value: number,
		})),
	);
}

/** The tracked numbers that were called, static ones first. */
export function numberEntries(calls: RecentCall[]): Entry[] {
	const isFirst = calls.filter(({ isStatic }) => isStatic);
	const others = calls.filter(({ isStatic }) => !isStatic);
	return once(
		[...isFirst, ...others].map(({ trackedNumber, pool, isStatic }) => ({
			name: joined([phoneText(trackedNumber), pool, isStatic ? 'static' : '']),
			value: trackedNumber,
		})),
	);
}

/**
 * Whether an entry has the words that were typed, in any case, a date in the Russian order, or the digits of a phone or an
 * ID in any notation.
 */
export function matches({ name, value }: Entry, filter: string): boolean {
	const wanted = filter.trim().toLowerCase();
	const day = isoDay(wanted);
	if (day !== undefined && name.includes(day)) return true;
	if ([name, value].some((text) => text.toLowerCase().includes(wanted))) return true;
	const digits = digitsOf(filter);
	if (digits.length < 3 || !/^[\d\s()+-]+$/.test(wanted)) return false;
	// A leading 8 may stand for the country code.
	const starts = [digits, digits.replace(/^8/, '7')];
	return [...name.split(', '), value].some((part) =>
		starts.some((start) => digitsOf(part).includes(start)),
	);
}

/** `25.11` and `25.11.2025` as they stand in an ISO date; a year that is half typed does not count, what follows stays. */
function isoDay(text: string): string | undefined {
	const found = /^(\d{2})\.(\d{2})(?:\.(\d{0,4}))?(?![\d.])(.*)$/.exec(text);
	if (!found) return undefined;
	const [, day, month, year = '', rest = ''] = found;
	return `${year.length === 4 ? year : ''}-${month}-${day}${rest}`;
}

function once(entries: Entry[]): Entry[] {
	const seen = new Set(['']);
	return entries.filter(({ value }) => !seen.has(value) && seen.add(value));
}

function joined(parts: string[]): string {
	return parts.filter((part) => part !== '').join(', ');
}

function minuteOf(time: string): string {
	return time.slice(0, 'yyyy-mm-ddThh:mm'.length).replace('T', ' ');
}

type Outcome = Pick<RecentCall, 'isOver' | 'isAnswered' | 'duration'>;

function outcomeOf({ isOver, isAnswered, duration }: Outcome): string {
	if (!isOver) return 'in progress';
	if (!isAnswered) return 'missed';
	if (duration === undefined) return '';
	const seconds = Math.max(0, Math.round(duration));
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** `+7 915 888-11-22` for a Russian number; others as they are. */
function phoneText(phone: string): string {
	return phone.replace(/^7(\d{3})(\d{3})(\d{2})(\d{2})$/, '+7 $1 $2-$3-$4');
}

function digitsOf(text: string): string {
	return text.replace(/\D/g, '');
}
