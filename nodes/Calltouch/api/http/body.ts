/** The part of a Node.js readable that is needed here; its type cannot be imported in a verified node. */
export interface Body extends AsyncIterable<Uint8Array> {
	/** So many bytes, or all that are there; null while fewer are there than asked for and more may come. */
	read(bytes?: number): Uint8Array | null;
	unshift(chunk: Uint8Array): void;
	on(event: BodyEvent, listener: (error?: unknown) => void): unknown;
	off(event: BodyEvent, listener: (error?: unknown) => void): unknown;
	/** Every piece that arrives goes through here, whoever reads it and however. */
	push(chunk: Uint8Array | null): boolean;
	destroy(): unknown;
	readonly destroyed: boolean;
	readonly readableEnded: boolean;
}

type BodyEvent = 'readable' | 'end' | 'error' | 'close';

/** How a packed body is unpacked to its end, by how n8n's HTTP client does it: the flush flags of zlib, brotli, zstd. */
const strict = new Map([
	[2, 4],
	[1, 2],
]);

/**
 * Makes the unpacking of a body fail unless it comes to the end of its coding, trailer and all. n8n's HTTP client takes
 * what it has unpacked for the whole when the packed bytes stop early. Gives false when the body is not unpacked, or
 * when n8n hides that it is (2.41 does). The flag stands in Node.js 20 to 24; no public way sets it on a stream that
 * somebody else made.
 */
export function insistOnEnd(body: Body): boolean {
	const unpacker = body as { _finishFlushFlag?: number };
	const flag = unpacker._finishFlushFlag;
	if (flag === undefined) return false;
	unpacker._finishFlushFlag = strict.get(flag) ?? flag;
	return true;
}

/**
 * Rejects when the line breaks. Ask for it as soon as a body arrives: a stream that breaks while nobody listens
 * would bring the whole process down.
 */
export async function breakOf(body: Body): Promise<never> {
	return await new Promise<never>((_, reject) => {
		const closed = () => {
			if (!body.readableEnded) reject(closedEarly());
		};
		body.on('error', reject);
		body.on('close', closed);
		if (body.destroyed) closed();
	});
}

/** A body that somebody closed before its end, without a word. */
function closedEarly(): Error {
	return Object.assign(new Error('closed early'), { code: 'ERR_STREAM_PREMATURE_CLOSE' });
}

/** Calls `hear` for each piece that arrives, whoever reads it. */
export function onPiece(body: Body, hear: () => void): void {
	const push = body.push.bind(body);
	body.push = (piece) => {
		hear();
		return push(piece);
	};
}

/** The whole body; `hear` is called for each piece. */
export async function readAll(body: Body, hear: () => void): Promise<Uint8Array> {
	const pieces: Uint8Array[] = [];
	for await (const piece of body) {
		hear();
		pieces.push(piece);
	}
	return pieces.length === 1 ? (pieces[0] as Uint8Array) : Buffer.concat(pieces);
}

const nothing = Buffer.alloc(0);

/** Lets the pieces out in portions of at least so many bytes: each portion costs n8n's store a task of its own. */
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
		// A readable asks its source for more only when something was pushed; an empty piece is never seen.
		return size < bytes ? push(nothing) : letOut();
	};
}

/** So many bytes from the beginning of the body, or all of a shorter one. They stay in the body. */
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

/** The whole body; of one with more bytes than this, some more of them, so that the length tells. */
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

/** The beginning of a body as text, at most about `bytes` long; the rest is not read. */
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

/** Whether these bytes are readable text, as no recording is. */
export function isText(bytes: Uint8Array): boolean {
	try {
		const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
		return !/[^\P{Cc}\t\n\r]/u.test(text);
	} catch {
		return false;
	}
}
