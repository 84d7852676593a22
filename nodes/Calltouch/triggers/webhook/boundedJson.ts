import { parseExact } from '../../api/json/parse';
import { maxDepth, maxValues } from './bounds';

const quoteMark = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** JSON that is larger or deeper than any delivery. */
export class BeyondBounds extends Error {}

/**
 * `parseExact` for untrusted text: rejects JSON with too many values or levels before parsing it.
 * @throws BeyondBounds
 * @throws SyntaxError as `JSON.parse` does
 */
export function parseBounded(text: string): unknown {
	if (isBeyondBounds(text)) throw new BeyondBounds();
	return parseExact(text);
}

/** Like `parseBounded`, but returns undefined for what cannot be parsed. */
export function attemptJson(text: string): unknown {
	try {
		return parseBounded(text);
	} catch {
		return undefined;
	}
}

function isBeyondBounds(text: string): boolean {
	let depth = 0;
	let values = 1;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === quoteMark) {
			at = endOfString(text, at);
		} else if (code === comma) {
			values++;
		} else if (code === openBracket || code === openBrace) {
			depth++;
			values++;
		} else if (code === closeBracket || code === closeBrace) {
			depth--;
		}
		if (depth > maxDepth || values > maxValues) return true;
	}
	return false;
}

/** Returns the offset of the quote that ends the string. */
function endOfString(text: string, open: number): number {
	let at = open + 1;
	for (; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === quoteMark) return at;
		if (code === backslash) at++;
	}
	return at;
}
