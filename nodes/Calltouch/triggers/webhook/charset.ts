/** Decodes every text of one delivery. */
export type TextReader = (bytes: Uint8Array) => string;

/** Charsets in which any bytes are text, so that a wrong name of one goes unnoticed. */
const singleByte = /^(?:windows|iso-8859|koi8|ibm866|macintosh|x-mac)/;

/**
 * Returns a decoder for all texts of one delivery. UTF-8 shows in the bytes, whatever single-byte charset is named:
 * senders and gateways declare their default one for texts that they encode as UTF-8. What is not UTF-8 is in the named
 * charset, or in windows-1251. A single truncated character does not change the charset of the rest.
 */
export function textReader(pieces: Uint8Array[], charset?: string): TextReader {
	const named = decoderFor(charset);
	if (named && named.encoding !== 'utf-8' && !singleByte.test(named.encoding)) {
		return (bytes) => named.decode(bytes);
	}
	const other = named && named.encoding !== 'utf-8' ? named.encoding : 'windows-1251';
	const decoder = new TextDecoder(isUtf8(pieces) ? 'utf-8' : other, { ignoreBOM: true });
	return (bytes) => decoder.decode(bytes);
}

/** Returns undefined for an unknown charset. */
function decoderFor(charset: string | undefined) {
	try {
		return charset === undefined ? undefined : new TextDecoder(charset, { ignoreBOM: true });
	} catch {
		return undefined;
	}
}

/** Windows-1251 text rarely contains a valid UTF-8 sequence, so the majority decides. */
function isUtf8(pieces: Uint8Array[]): boolean {
	let valid = 0;
	let broken = 0;
	let cut = 0;
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
			else if (length > 0 && at === piece.length - 1) cut++;
			else broken++;
		}
	}
	// A character that was cut at the end is no sign of another charset, unless there is nothing else.
	return valid > broken || broken + cut === 0;
}

/** Returns how many continuation bytes follow a lead byte; 0 if the byte is not one. */
function continuationLength(byte: number): number {
	if (byte < 0xc2 || byte > 0xf4) return 0;
	if (byte < 0xe0) return 1;
	return byte < 0xf0 ? 2 : 3;
}

function isContinuation(byte: number | undefined): boolean {
	return byte !== undefined && byte >> 6 === 0b10;
}

/** Converts a text with one character per byte to its bytes. */
export function latinBytes(text: string): Uint8Array {
	return Uint8Array.from(text, (char) => char.charCodeAt(0));
}
