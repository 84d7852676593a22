/** The part of a Node.js Readable used here; a verified node may not import the type. */
export interface Body extends AsyncIterable<Uint8Array> {
	/** Returns this many bytes, or all that are left; null while fewer are available and more may come. */
	read(bytes?: number): Uint8Array | null;
	unshift(chunk: Uint8Array): void;
	on(event: BodyEvent, listener: (error?: unknown) => void): unknown;
	off(event: BodyEvent, listener: (error?: unknown) => void): unknown;
	/** Every chunk passes through here, however it is read. */
	push(chunk: Uint8Array | null): boolean;
	destroy(): unknown;
	readonly destroyed: boolean;
	readonly readableEnded: boolean;
	/** Bytes that are here and not read yet. */
	readonly readableLength: number;
}

type BodyEvent = 'readable' | 'end' | 'error' | 'close';

/** Strict finish flush flag for each lenient one that n8n's HTTP client sets: zlib, brotli, zstd. */
const strictFlushFlags = new Map([
	[2, 4],
	[1, 2],
]);

/**
 * Makes decompression fail if the stream ends early, before its trailer; n8n's HTTP client would accept the truncated
 * output. Returns false if the body is not compressed, or if n8n hides that it is (2.41 does). The flag exists in
 * Node.js 20 to 24; there is no public way to set it on an existing stream.
 */
export function insistOnEnd(body: Body): boolean {
	const unpacker = body as { _finishFlushFlag?: number };
	const flag = unpacker._finishFlushFlag;
	if (flag === undefined) return false;
	unpacker._finishFlushFlag = strictFlushFlags.get(flag) ?? flag;
	return true;
}

/**
 * Rejects when the connection breaks. Call it as soon as a body arrives: a stream that errors without a listener would
 * bring down the process.
 */
export async function breakOf(body: Body): Promise<never> {
	return await new Promise<never>((_, reject) => {
		const closed = () => {
			if (!body.readableEnded) reject(closedEarlyError());
		};
		body.on('error', reject);
		body.on('close', closed);
		if (body.destroyed) closed();
	});
}

/** The body was closed before its end without an error. */
function closedEarlyError(): Error {
	return Object.assign(new Error('closed early'), { code: 'ERR_STREAM_PREMATURE_CLOSE' });
}

/** Whether the body was closed before its end, by its line or by its reader. */
export function isCutOff({ destroyed, readableEnded }: Body): boolean {
	return destroyed && !readableEnded;
}

/** Calls `hear` for each chunk that arrives, however it is read. */
export function onPiece(body: Body, hear: () => void): void {
	const push = body.push.bind(body);
	body.push = (piece) => {
		hear();
		return push(piece);
	};
}

/** Reads the whole body; calls `hear` for each chunk. */
export async function readAll(body: Body, hear: () => void): Promise<Uint8Array> {
	const pieces: Uint8Array[] = [];
	for await (const piece of body) {
		hear();
		pieces.push(piece);
	}
	return pieces.length === 1 ? (pieces[0] as Uint8Array) : Buffer.concat(pieces);
}

const emptyPiece = Buffer.alloc(0);

/** Releases chunks in portions of at least this many bytes: each one costs n8n's binary store a task of its own. */
export function inPortions(body: Body, bytes: number): void {
	let kept: Uint8Array[] = [];
	let size = 0;
	const push = body.push.bind(body);
	const letOut = () => {
		const portion = Buffer.concat(kept);
		kept = [];
		size = 0;
		return push(portion);
	};
	body.push = (piece) => {
		if (piece === null) {
			if (size > 0) letOut();
			return push(null);
		}
		kept.push(piece);
		size += piece.length;
		// A Readable pulls from its source only after a push; an empty chunk never reaches the reader.
		return size < bytes ? push(emptyPiece) : letOut();
	};
}

/** Returns the first bytes of the body, or all of a shorter one, without consuming them. */
export async function peek(body: Body, bytes: number): Promise<Uint8Array> {
	return await new Promise((resolve, reject) => {
		const settle = (piece: Uint8Array) => {
			body.off('readable', look);
			body.off('end', finish);
			body.off('error', reject);
			resolve(piece);
		};
		const finish = () => settle(new Uint8Array());
		const look = () => {
			const piece = body.read(bytes);
			if (piece === null) return;
			body.unshift(piece);
			settle(piece);
		};
		body.on('error', reject);
		body.on('end', finish);
		body.on('readable', look);
	});
}

/** Reads the whole body; stops once it exceeds `bytes`, so that the length tells. */
export async function readUpTo(body: Body, bytes: number): Promise<Uint8Array> {
	const pieces: Uint8Array[] = [];
	let size = 0;
	for await (const piece of body) {
		pieces.push(piece);
		size += piece.length;
		if (size > bytes) break;
	}
	return Buffer.concat(pieces);
}

/** Reads the beginning of a body as text, about `bytes` at most; the rest stays unread. */
export async function readText(body: Body, bytes: number): Promise<string> {
	const decoder = new TextDecoder();
	let text = '';
	let read = 0;
	for await (const piece of body) {
		text += decoder.decode(piece, { stream: true });
		read += piece.length;
		if (read >= bytes) break;
	}
	return text;
}

/** A byte order mark of UTF-16, a web page or JSON: no MP3 and no type in recordings/audioType.ts starts like this. */
const textStart = /^(?:\xff\xfe|\xfe\xff|(?:\xef\xbb\xbf)?\s*[<{])/;
/** Control characters that text in UTF-8 or a single-byte encoding does not contain. */
const control = /[^\P{Cc}\t\n\r\x7f-\x9f]/u;

/** Whether the first bytes of a body are text in any encoding, which no recording is. */
export function isText(bytes: Uint8Array): boolean {
	const characters = String.fromCharCode(...bytes);
	return textStart.test(characters) || !control.test(characters);
}
