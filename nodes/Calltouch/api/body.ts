import { pause } from './pause';

/** The part of a Node.js readable that is needed here; its type cannot be imported in a verified node. */
export interface Body extends AsyncIterable<Uint8Array> {
	read(): Uint8Array | null;
	unshift(chunk: Uint8Array): void;
	on(event: 'readable' | 'end' | 'error', listener: (error?: unknown) => void): unknown;
	off(event: 'readable' | 'end' | 'error', listener: (error?: unknown) => void): unknown;
	/** Every piece that arrives goes through here, whoever reads it and however. */
	push(chunk: Uint8Array | null): boolean;
	destroy(): unknown;
}

/**
 * Rejects when the line breaks. Ask for it as soon as a body arrives: a stream that breaks while nobody listens
 * would bring the whole process down.
 */
export async function breakOf(body: Body): Promise<never> {
	return await new Promise<never>((_, reject) => body.on('error', reject));
}

/**
 * Resolves when nothing has arrived for so many milliseconds, or soon after one of the signals. A timeout of the
 * HTTP client ends with the headers of a streamed answer; measured with n8n 2.8 and 2.41.
 */
export async function silenceOf(
	body: Body,
	milliseconds: number,
	signals: AbortSignal[],
): Promise<void> {
	let heard = performance.now();
	const push = body.push.bind(body);
	body.push = (chunk) => {
		heard = performance.now();
		return push(chunk);
	};
	const over = AbortSignal.any(signals);
	for (let left = milliseconds; left > 0; left = heard + milliseconds - performance.now()) {
		const slept = await pause(left, over).then(
			() => true,
			() => false,
		);
		if (!slept) return;
	}
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

/** The first piece of the body, which stays in the body; empty when the body is empty. */
export async function peek(body: Body): Promise<Uint8Array> {
	return await new Promise((resolve, reject) => {
		const settle = (piece: Uint8Array) => {
			body.off('readable', look);
			body.off('end', finish);
			body.off('error', reject);
			resolve(piece);
		};
		const finish = () => settle(new Uint8Array());
		const look = () => {
			const piece = body.read();
			if (piece === null) return;
			body.unshift(piece);
			settle(piece);
		};
		body.on('error', reject);
		body.on('end', finish);
		body.on('readable', look);
	});
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
