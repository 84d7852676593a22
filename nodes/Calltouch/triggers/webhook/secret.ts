import type { IDataObject } from 'n8n-workflow';

/** Names under which the secret may come. */
const parameter = 'secret';
const header = 'x-webhook-secret';

/**
 * Looks for the secret in the address and in the headers: as it is, and as people and programs encode it. Gives the
 * address without it, because it must not travel on with the data; undefined when it is missing or wrong. Without a
 * secret, everybody may come in. `query` is what the address says after the question mark. It has a sign for each
 * byte, as the headers have.
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
			// A secret with "&" that was pasted as it is goes on after that sign.
			const whole = query.slice(begin, endOfPair(query, begin + expected.length));
			if (isSame(whole, expected)) end = begin + expected.length;
			const value = pair.slice(equals + 1);
			const ways = [whole, value, ...possibleReadings(value, expected.length)];
			if (ways.some((given) => isSame(given, expected))) isKnown = true;
		} else if (pair !== '') {
			rest.push(pair);
		}
		at = end + 1;
	}
	return isKnown || secret === undefined ? rest.join('&') : undefined;
}

/** Takes as long for a nearly right text as for a wrong one: it looks at every sign that was given. */
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
 * A value as a form writes it, and with a plus that means itself. Encoding makes it three times as long at most; what is
 * longer than that cannot be `length` signs.
 */
function possibleReadings(value: string, length: number): string[] {
	if (value.length > 3 * length) return [];
	return [percentDecoded(value.replace(/\+/g, ' ')), percentDecoded(value)];
}

function percentDecoded(text: string): string {
	return text.replace(/%([\da-f]{2})/gi, (_, hex: string) =>
		String.fromCharCode(parseInt(hex, 16)),
	);
}

/** A sign for each byte of UTF-8. */
function utf8Chars(text: string): string {
	return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}
