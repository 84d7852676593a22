import { quoteWideIntegers } from './wideIntegers';
import { restoreRows, wideSlots } from './wideRows';

/**
 * `JSON.parse` that keeps every digit: an integer beyond 2^53 comes out as a string, because
 * `ctClientId` and the ids of advertisements are wider than a JavaScript number.
 * Text inside strings, fractions and exponents stay as they are.
 * @throws SyntaxError as `JSON.parse` does
 */
export function parseExact(text: string): unknown {
	const json: unknown = JSON.parse(text);
	const slots = wideSlots(json);
	if (slots.length === 0 || restoreRows(text, slots)) return json;
	// The way for any JSON costs a second parsing.
	return JSON.parse(quoteWideIntegers(text));
}
