/** The bytes of an answer. They may be too many to hold at once, so they come in pieces. */
export interface Body {
	length: number;
	chunks(): Iterable<Buffer>;
}

/** An answer before it is put on the wire. */
export interface Reply {
	status: number;
	headers: Record<string, string>;
	body: Body;
}

/** A body of pieces that are already in memory. */
export function bodyOf(...pieces: Array<Buffer | string>): Body {
	const buffers = pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece));
	return {
		length: buffers.reduce((sum, buffer) => sum + buffer.length, 0),
		chunks: () => buffers,
	};
}

/** All bytes of a body in one buffer. */
export function collect(body: Body): Buffer {
	return Buffer.concat([...body.chunks()]);
}

/** The first bytes of a body. */
export function startOf(body: Body, length: number): Body {
	function* chunks(): Generator<Buffer> {
		let left = length;
		for (const chunk of body.chunks()) {
			if (left <= 0) return;
			yield chunk.length > left ? chunk.subarray(0, left) : chunk;
			left -= chunk.length;
		}
	}
	return { length: Math.min(length, body.length), chunks };
}

/** An answer made of JSON text. */
export function jsonText(status: number, ...text: Array<Buffer | string>): Reply {
	const headers = { 'content-type': 'application/json;charset=UTF-8' };
	return { status, headers, body: bodyOf(...text) };
}

/** An answer made of a value. */
export function json(status: number, value: unknown): Reply {
	return jsonText(status, JSON.stringify(value));
}

/** An HTML page. */
export function html(status: number, title: string): Reply {
	const page = `<!DOCTYPE html>\n<html lang="ru"><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
	return { status, headers: { 'content-type': 'text/html;charset=UTF-8' }, body: bodyOf(page) };
}

/** A redirect. */
export function redirect(location: string, status = 302): Reply {
	return { status, headers: { location }, body: bodyOf() };
}

/** The JSON error shapes of Calltouch; shape E is any HTML page. */
export const errorShapes = {
	A: (message: string) => ({ message }),
	B: (message: string, errorCode = '500') => ({ errorCode, message }),
	C: (errorMessage: string, errorCode = 400) => ({
		data: { apiErrorData: { errorCode, errorMessage } },
	}),
	D: (...messages: string[]) => ({
		data: { validationErrorData: { violations: messages.map((message) => ({ message })) } },
	}),
};

/** Stops a handler with an answer. */
export class Refusal extends Error {
	constructor(readonly reply: Reply) {
		super(`Refused with status ${reply.status}`);
	}
}

/** Refuses a request with a wrong parameter: status 400, shape C. */
export function badRequest(message: string): Refusal {
	return new Refusal(json(400, errorShapes.C(message)));
}

/** The value of a `Retry-After` header. */
export function retryAfterHeader(
	value: number | 'date' | null | undefined,
): Record<string, string> {
	if (value === null || value === undefined) return {};
	// An HTTP date has whole seconds: two seconds ahead is at least one second of waiting.
	const text = value === 'date' ? new Date(Date.now() + 2000).toUTCString() : String(value);
	return { 'retry-after': text };
}
