import { isRecord } from '../../../api/record';
import { lanes } from '../../lanes';
import { alphabet } from '../idCode';

/**
 * What is kept of a value to tell whether it changed: its text where that is short, else a print of it, so that the old
 * value of a short one can be told. Empty for nothing.
 */
export type Token = string;

/** The value was not looked at yet: whatever comes is no change. */
export const unknown: Token = '?';
/** Signs of a print: 24 bits, so that one change in 16 million is not seen. */
export const printLength = 4;
/** Text of JSON never begins with it. */
export const printMark = '#';
/** Longer texts are kept as a print. */
const maxText = 100;

/** The token of a value, the same for lists in another order and for the kinds of nothing: null, '', [] and {}. */
export function tokenOf(value: unknown): Token {
	const text = sortedText(value);
	return text.length <= maxText ? text : printOf(text);
}

/** Several values as one: a list of them, in their order. */
export function tokenOfAll(values: unknown[]): Token {
	const texts = values.map(sortedText);
	if (texts.every((text) => text === '')) return '';
	const text = `[${texts.map((each) => each || 'null').join(',')}]`;
	return text.length <= maxText ? text : printOf(text);
}

/** The print that stands for a text; a print stays as it is. */
export function toPrint(token: Token): Token {
	return isText(token) ? printOf(token) : token;
}

/** Whether the old value can be told. */
export function isText(token: Token): boolean {
	return token !== '' && token !== unknown && !token.startsWith(printMark);
}

/** Whether a value is still the same; a text may have been kept as its print. */
export function isSame(before: Token, after: Token): boolean {
	if (before === after || before === unknown) return true;
	return before.startsWith(printMark) && isText(after) && before === printOf(after);
}

/** JSON without what is nothing, with sorted keys and lists: Calltouch promises no order. Empty for nothing. */
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
	// The low bits of such a hash depend on fewer signs than the high ones.
	bits ^= bits >>> 15;
	let print = printMark;
	for (let sign = 0; sign < printLength; sign++) {
		print += alphabet[bits & 63];
		bits >>>= 6;
	}
	return print;
}
