import { quoteWideIntegers } from './wideIntegers';
import { restoreRows, wideSlots } from './wideRows';

/**
 * `JSON.parse` that keeps every digit: integers beyond 2^53 become strings, because `ctClientId` and advertisement IDs
 * do not fit a JavaScript number. Strings, fractions and exponents are left alone.
 * @throws SyntaxError as `JSON.parse` does
 */
export function parseExact(text: string): unknown {
	const json: unknown = JSON.parse(text);
	const slots = wideSlots(json);
	if (slots.length === 0 || restoreRows(text, slots)) return json;
	// The general way works for any JSON, but parses the text twice.
	return JSON.parse(quoteWideIntegers(text));
}

/**
 * Decodes a body, and fails on invalid bytes rather than turn them into question marks in somebody's name. A leading
 * byte order mark is dropped.
 * @throws TypeError if the body is not UTF-8
 */
export function decode(body: unknown): string {
	if (typeof body === 'string') return body;
	return new TextDecoder('utf-8', { fatal: true }).decode(body as ArrayBuffer);
}

/** Whether this error comes from `decode` or a parser, i.e. the body is damaged. */
export function isDamage(error: unknown): boolean {
	const { code } = (error ?? {}) as { code?: unknown };
	return error instanceof SyntaxError || code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
}
