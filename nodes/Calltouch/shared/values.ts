import type { DateTime } from 'luxon';
import { invalidInput } from '../api/errors';
import { readMoment } from '../api/moments';
import { readPhone } from '../api/phones';

/**
 * What stands in a parameter, whether it was typed, chosen from a list or came from an expression;
 * undefined when it was left empty.
 */
export function plain(value: unknown): unknown {
	const bare = isLocator(value) ? value.value : value;
	const text = typeof bare === 'string' ? bare.trim() : bare;
	return text === '' || text === null ? undefined : text;
}

function isLocator(value: unknown): value is { value: unknown } {
	return typeof value === 'object' && value !== null && '__rl' in value;
}

/** @throws CalltouchError when the value is no text, or is longer than Calltouch takes */
export function readText(label: string, value: unknown, most = Infinity): string | undefined {
	const given = plain(value);
	if (given === undefined) return undefined;
	if (typeof given === 'object') throw invalidInput(label, given, 'is not text');
	const text = String(given);
	if (text.length <= most) return text;
	throw invalidInput(label, text, `is longer than ${most} characters`, 'Shorten it.');
}

/** @throws CalltouchError when the value is undefined */
export function required<T>(label: string, value: T | undefined): T {
	if (value !== undefined) return value;
	throw invalidInput(label, undefined, 'is empty');
}

/** @throws CalltouchError when there is no text, or it is longer than Calltouch takes */
export function requiredText(label: string, value: unknown, most?: number): string {
	return required(label, readText(label, value, most));
}

/** @throws CalltouchError when the value is no phone */
export function readPhoneNumber(label: string, value: unknown): string | undefined {
	const text = readText(label, value);
	if (text === undefined) return undefined;
	const phone = readPhone(text);
	if (phone !== undefined) return phone;
	throw invalidInput(
		label,
		text,
		'is not a phone number with its area code',
		'Write it as +7 915 888-11-22 or 79158881122.',
	);
}

/** @throws CalltouchError when the value is no date */
export function readTime(label: string, value: unknown, zone: string): DateTime | undefined {
	const given = plain(value);
	if (given === undefined) return undefined;
	const moment = readMoment(given, zone);
	if (moment !== undefined) return moment;
	throw invalidInput(
		label,
		given,
		'is not a date and time',
		'Write it as 2025-12-31 10:30 or 31/12/2025 10:30.',
	);
}

/** An amount of money as decimal text: `100 000,50` becomes `100000.50`. */
export function readAmount(label: string, value: unknown): string | undefined {
	const text = readText(label, value)
		?.replace(/[\s\u00a0\u202f]/g, '')
		.replace(',', '.');
	if (text === undefined || /^-?\d{1,15}(?:\.\d+)?$/.test(text)) return text;
	throw invalidInput(label, plain(value), 'is not an amount', 'Write it as 100000.50.');
}

/** @throws CalltouchError when the value is no whole number from `least` to `most` */
export function readWhole(
	label: string,
	value: unknown,
	least: number,
	most = Number.MAX_SAFE_INTEGER,
): number | undefined {
	const given = plain(value);
	if (given === undefined) return undefined;
	const number = typeof given === 'object' ? NaN : Number(given);
	if (Number.isInteger(number) && number >= least && number <= most) return number;
	const range = most === Number.MAX_SAFE_INTEGER ? `${least} or more` : `${least} to ${most}`;
	throw invalidInput(label, given, `is not a whole number of ${range}`);
}

/** A list, given as an array or as text with commas; undefined when it names nothing. */
export function readList(label: string, value: unknown, most = Infinity): string[] | undefined {
	const given = plain(value);
	const parts: unknown[] = Array.isArray(given) ? given : splitText(label, given);
	const texts = parts
		.map((part) => readText(label, part))
		.filter((text): text is string => text !== undefined);
	if (texts.length > most) throw invalidInput(label, undefined, `has more than ${most} entries`);
	return texts.length > 0 ? texts : undefined;
}

function splitText(label: string, value: unknown): string[] {
	return readText(label, value)?.split(',') ?? [];
}

/** A list of phones, in digits with country code. */
export function readPhones(label: string, value: unknown): string[] | undefined {
	return readList(label, value)?.map((entry) => required(label, readPhoneNumber(label, entry)));
}
