import { isRecord } from '../../../api/record';
import { lanes } from '../../lanes';
import { alphabet } from '../idCode';

/**
 * What is kept of a value to detect a change: its text if short, so that the old value can be shown, otherwise a print,
 * i.e. a hash. Empty for nothing.
 */
export type Token = string;

/** The value has not been compared yet: whatever comes is not a change. */
export const unknown: Token = '?';
/** Characters of a print: 24 bits, so one change in 16 million goes unnoticed. */
export const printLength = 4;
/** JSON never begins with it. */
export const printMark = '#';
/** Longer texts are kept as a print. */
const maxText = 100;

/** Returns the token of a value; ignores the order of lists, and treats null, '', [] and {} alike. */
export function tokenOf(value: unknown): Token {
	const text = sortedText(value);
	return text.length <= maxText ? text : printOf(text);
}

/** Returns one token for several values, as a list in their order. */
export function tokenOfAll(values: unknown[]): Token {
	const texts = values.map(sortedText);
	if (texts.every((text) => text === '')) return '';
	const text = `[${texts.map((each) => each || 'null').join(',')}]`;
	return text.length <= maxText ? text : printOf(text);
}

/** Returns the print of a text; a print stays the same. */
export function toPrint(token: Token): Token {
	return isText(token) ? printOf(token) : token;
}

/** Whether the token contains the value itself. */
export function isText(token: Token): boolean {
	return token !== '' && token !== unknown && !token.startsWith(printMark);
}

/** Whether a value is unchanged; its text may have been kept as a print. */
export function isSame(before: Token, after: Token): boolean {
	if (before === after || before === unknown) return true;
	return before.startsWith(printMark) && isText(after) && before === printOf(after);
}

/**
 * Returns JSON without empty values, and with sorted keys and lists: Calltouch promises no order. Empty for nothing.
 */
function sortedText(value: unknown): string {
	if (Array.isArray(value)) {
		const texts = value.map(sortedText).filter(Boolean).sort();
		return texts.length > 0 ? `[${texts.join(',')}]` : '';
	}
	if (isRecord(value)) {
		const texts = Object.keys(value)
			.sort()
			.map((key) => [key, sortedText(value[key])] as const)
			.filter(([, text]) => text !== '')
			.map(([key, text]) => `${JSON.stringify(key)}:${text}`);
		return texts.length > 0 ? `{${texts.join(',')}}` : '';
	}
	return value === undefined || value === null || value === '' ? '' : JSON.stringify(value);
}

function printOf(text: string): Token {
	let [bits] = lanes(text);
	// The low bits of such a hash depend on fewer characters than the high ones.
	bits ^= bits >>> 15;
	let print = printMark;
	for (let sign = 0; sign < printLength; sign++) {
		print += alphabet[bits & 63];
		bits >>>= 6;
	}
	return print;
}
