const plus = 0x2b;
const percent = 0x25;
const space = 0x20;

/**
 * Reads `a=1&b=2` as browsers and servers write it: in UTF-8, or in the charset that is named. Text that is neither
 * named nor UTF-8 is read as windows-1251. Of a repeated name the last value counts.
 */
export function readForm(bytes: Uint8Array, charset?: string): Record<string, string> {
	const fields: Array<[string, string]> = [];
	for (const pair of splitAt(bytes, 0x26)) {
		if (pair.length === 0) continue;
		const equals = pair.indexOf(0x3d);
		const name = equals === -1 ? pair : pair.subarray(0, equals);
		const value = equals === -1 ? pair.subarray(pair.length) : pair.subarray(equals + 1);
		fields.push([decode(unescapeBytes(name), charset), decode(unescapeBytes(value), charset)]);
	}
	return Object.fromEntries(fields);
}

/** Bytes as text: in the named charset, or in UTF-8, or in windows-1251 when they are no UTF-8. */
export function decode(bytes: Uint8Array, charset?: string): string {
	try {
		return new TextDecoder(charset ?? 'utf-8', { fatal: charset === undefined }).decode(bytes);
	} catch {
		return charset === undefined ? decode(bytes, 'windows-1251') : decode(bytes);
	}
}

function* splitAt(bytes: Uint8Array, sign: number): Generator<Uint8Array> {
	let from = 0;
	for (let at = bytes.indexOf(sign); at !== -1; at = bytes.indexOf(sign, from)) {
		yield bytes.subarray(from, at);
		from = at + 1;
	}
	yield bytes.subarray(from);
}

/** `+` is a space and `%41` an A; a percent sign that means nothing stays. */
function unescapeBytes(bytes: Uint8Array): Uint8Array {
	const plain = new Uint8Array(bytes.length);
	let length = 0;
	for (let at = 0; at < bytes.length; at++) {
		const byte = bytes[at] ?? 0;
		const hex = byte === percent ? String.fromCharCode(...bytes.subarray(at + 1, at + 3)) : '';
		if (/^[\da-f]{2}$/i.test(hex)) {
			plain[length++] = parseInt(hex, 16);
			at += 2;
		} else {
			plain[length++] = byte === plus ? space : byte;
		}
	}
	return plain.subarray(0, length);
}
