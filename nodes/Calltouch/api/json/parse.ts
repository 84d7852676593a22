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

/**
 * The text of a body, if it holds only the bytes that were sent: a wrong byte must not turn into a question mark in
 * somebody's name. A mark of the byte order at the beginning is no part of it.
 * @throws TypeError for what is not UTF-8
 */
export function decode(body: unknown): string {
	if (typeof body === 'string') return body;
	return new TextDecoder('utf-8', { fatal: true }).decode(body as ArrayBuffer);
}

/** Whether `decode` or a parser threw this, because the body is damaged. */
export function isDamage(error: unknown): boolean {
	const { code } = (error ?? {}) as { code?: unknown };
	return error instanceof SyntaxError || code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
}
