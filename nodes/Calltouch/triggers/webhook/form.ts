import { maxFields } from './bounds';
import { textReader } from './charset';
import { bad } from './refusal';

const ampersand = 0x26;
const equalsSign = 0x3d;
const plus = 0x2b;
const percent = 0x25;
const space = 0x20;

/** A form field. A form is a list of them, because names may repeat. */
export type Pair = readonly [name: string, value: string];

/**
 * Parses `a=1&b=2` as browsers and servers encode it: in the named charset, else UTF-8, or windows-1251 if it is not
 * UTF-8.
 * @throws Refusal if there are too many fields
 */
export function readForm(bytes: Uint8Array, charset?: string): Pair[] {
	const fields: Array<[name: Uint8Array, value: Uint8Array]> = [];
	for (let from = 0, end = 0; from < bytes.length; from = end + 1) {
		const at = bytes.indexOf(ampersand, from);
		end = at === -1 ? bytes.length : at;
		if (end === from) continue;
		if (fields.length === maxFields) throw tooManyFields();
		fields.push(split(bytes.subarray(from, end)));
	}
	const read = textReader(fields.flat(), charset);
	return fields.map(([name, value]) => [read(name), read(value)]);
}

export function tooManyFields() {
	return bad(`The delivery has more than ${maxFields} fields.`);
}

function split(pair: Uint8Array): [name: Uint8Array, value: Uint8Array] {
	const found = pair.indexOf(equalsSign);
	const equals = found === -1 ? pair.length : found;
	return [unescapeBytes(pair.subarray(0, equals)), unescapeBytes(pair.subarray(equals + 1))];
}

/** `+` is a space and `%41` an A; an invalid percent sign is kept. */
function unescapeBytes(bytes: Uint8Array): Uint8Array {
	const plain = new Uint8Array(bytes.length);
	let length = 0;
	for (let at = 0; at < bytes.length; at++) {
		const byte = bytes[at] ?? 0;
		const high = byte === percent ? hexDigit(bytes[at + 1]) : -1;
		const low = high === -1 ? -1 : hexDigit(bytes[at + 2]);
		if (low !== -1) {
			plain[length++] = high * 16 + low;
			at += 2;
		} else {
			plain[length++] = byte === plus ? space : byte;
		}
	}
	return plain.subarray(0, length);
}

/** Returns the value of an ASCII hex digit; -1 for anything else. */
function hexDigit(byte: number | undefined): number {
	if (byte === undefined) return -1;
	if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
	const lowerCase = byte | 0x20;
	return lowerCase >= 0x61 && lowerCase <= 0x66 ? lowerCase - 0x57 : -1;
}
