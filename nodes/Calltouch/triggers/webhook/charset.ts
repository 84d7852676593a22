/** Decodes every text of one delivery. */
export type TextReader = (bytes: Uint8Array) => string;

/**
 * A reader for the pieces of one delivery: in the named charset, or in UTF-8, or in windows-1251 when the pieces
 * together are no UTF-8. One letter that was cut does not change the charset of the others.
 */
export function textReader(pieces: Uint8Array[], charset?: string): TextReader {
	const decoder =
		decoderFor(charset) ??
		new TextDecoder(isUtf8(pieces) ? 'utf-8' : 'windows-1251', { ignoreBOM: true });
	return (bytes) => decoder.decode(bytes);
}

/** Undefined for a charset that nobody knows. */
function decoderFor(charset: string | undefined) {
	try {
		return charset === undefined ? undefined : new TextDecoder(charset, { ignoreBOM: true });
	} catch {
		return undefined;
	}
}

/** Text in windows-1251 hardly ever has two bytes that make a letter of UTF-8, so the majority decides. */
function isUtf8(pieces: Uint8Array[]): boolean {
	let valid = 0;
	let broken = 0;
	for (const piece of pieces) {
		for (let at = 0; at < piece.length; at++) {
			const byte = piece[at] ?? 0;
			if (byte < 0x80) continue;
			const length = continuationLength(byte);
			let found = 0;
			while (found < length && isContinuation(piece[at + 1])) {
				found++;
				at++;
			}
			if (length > 0 && found === length) valid++;
			else broken++;
		}
	}
	return broken === 0 || valid > broken;
}

/** How many bytes a letter of UTF-8 has after its first one; 0 for a byte that begins none. */
function continuationLength(byte: number): number {
	if (byte < 0xc2 || byte > 0xf4) return 0;
	if (byte < 0xe0) return 1;
	return byte < 0xf0 ? 2 : 3;
}

function isContinuation(byte: number | undefined): boolean {
	return byte !== undefined && byte >> 6 === 0b10;
}

/** The bytes of a text that has one character for each byte. */
export function latinBytes(text: string): Uint8Array {
	return Uint8Array.from(text, (char) => char.charCodeAt(0));
}
