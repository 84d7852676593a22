import type { IDataObject } from 'n8n-workflow';

const parameter = 'secret';
const header = 'x-webhook-secret';

/**
 * Looks for the secret in the query and the headers: verbatim, and as users and programs encode it. Returns the query
 * without it, because it must not travel on with the data; undefined if it is missing or wrong. If no secret is set,
 * everybody may come in. Query and headers have one character per byte.
 */
export function withoutSecret(
	query: string,
	headers: IDataObject,
	secret: string | undefined,
): string | undefined {
	const expected = utf8Chars(secret ?? '');
	const rest: string[] = [];
	const inHeader = headers[header];
	let isKnown = typeof inHeader === 'string' && isSame(inHeader, expected);
	for (let at = 0; at <= query.length;) {
		let end = endOfPair(query, at);
		const pair = query.slice(at, end);
		const equals = pair.indexOf('=');
		if (equals !== -1 && percentDecoded(pair.slice(0, equals)) === parameter) {
			const begin = at + equals + 1;
			// A secret that contains "&" and was pasted unencoded continues after it.
			const whole = query.slice(begin, endOfPair(query, begin + expected.length));
			if (isSame(whole, expected)) end = begin + expected.length;
			const value = pair.slice(equals + 1);
			const ways = [whole, value, ...possibleReadings(value, expected.length)];
			if (ways.some((given) => isSame(given, expected))) isKnown = true;
			// Pasted unencoded, and encoded anew by a sender that had read it as a form.
			if (isSame(formDecoded(value), formDecoded(expected))) isKnown = true;
		} else if (pair !== '') {
			rest.push(pair);
		}
		at = end + 1;
	}
	return isKnown || secret === undefined ? rest.join('&') : undefined;
}

/** Constant-time comparison: looks at every given character, right or wrong. */
export function isSame(given: string, secret: string): boolean {
	let difference = given.length ^ secret.length;
	for (let at = 0; at < given.length; at++) {
		const other = secret.charCodeAt(at % Math.max(1, secret.length));
		difference |= given.charCodeAt(at) ^ (secret === '' ? 0 : other);
	}
	return difference === 0;
}

function endOfPair(query: string, from: number): number {
	const at = query.indexOf('&', from);
	return at === -1 ? query.length : at;
}

/**
 * Decodes a value as a form does, and with a literal plus. Encoding triples the length at most, so a longer value
 * cannot be `length` characters.
 */
function possibleReadings(value: string, length: number): string[] {
	if (value.length > 3 * length) return [];
	return [formDecoded(value), percentDecoded(value)];
}

function formDecoded(text: string): string {
	return percentDecoded(text.replace(/\+/g, ' '));
}

function percentDecoded(text: string): string {
	return text.replace(/%([\da-f]{2})/gi, (_, hex: string) =>
		String.fromCharCode(parseInt(hex, 16)),
	);
}

/** Encodes a text as UTF-8, one character per byte. */
function utf8Chars(text: string): string {
	return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}
