import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { parseExact } from '../../api/json';
import { decode, readForm } from './form';

/** Largest body that is read; what Calltouch sends takes some kilobytes. */
const largestBody = 1024 * 1024;

/** A request that cannot be a delivery, and the status to answer. */
export class Refusal extends Error {
	constructor(
		readonly status: 400 | 403,
		message: string,
	) {
		super(message);
	}
}

type Fields = Record<string, unknown>;

/** The parts of the request that n8n hands over, its body unread. */
type HttpRequest = ReturnType<IWebhookFunctions['getRequestObject']> & {
	readRawBody?: () => Promise<void>;
	rawBody?: Uint8Array;
};

/** What the address of a request says after the question mark. n8n has decoded it as UTF-8 already, so it is read again. */
export function readQuery({ originalUrl, url }: HttpRequest): Record<string, string> {
	const address = originalUrl ?? url;
	const mark = address.indexOf('?');
	return mark === -1 ? {} : readForm(new TextEncoder().encode(address.slice(mark + 1)));
}

/**
 * The fields that the body brings, in any charset: a form, a JSON object, or a list of such objects.
 * @throws Refusal when the body is too large or broken
 */
export async function readBodies(request: HttpRequest): Promise<Fields[]> {
	const bytes = await readBytes(request);
	if (bytes.length === 0) return [{}];
	const type = String(request.headers['content-type'] ?? '');
	if (/^multipart\//i.test(type)) {
		throw bad('Send the parameters as a form (application/x-www-form-urlencoded) or as JSON.');
	}
	const charset = /;\s*charset="?([^\s";]+)/i.exec(type)?.[1];
	const text = decode(bytes, charset).replace(/^\uFEFF/, '');
	const isJson = /[/+]json\b/i.test(type) || (!/urlencoded/i.test(type) && /^\s*[[{]/.test(text));
	return isJson ? readJson(text) : [readForm(bytes, charset)];
}

async function readBytes(request: HttpRequest): Promise<Uint8Array> {
	const announced = Number(request.headers['content-length'] ?? 0);
	if (announced > largestBody) throw bad('The body is larger than 1 MB.');
	try {
		await request.readRawBody?.();
	} catch {
		throw bad('The body could not be read.');
	}
	const bytes = request.rawBody ?? new Uint8Array();
	if (bytes.length > largestBody) throw bad('The body is larger than 1 MB.');
	return bytes;
}

function bad(message: string): Refusal {
	return new Refusal(400, message);
}

function readJson(text: string): Fields[] {
	const json = parse(text);
	const list = Array.isArray(json) ? json : [json];
	if (list.length > 0 && list.every(isObject)) return list;
	throw bad('The JSON is not an object with parameters.');
}

function parse(text: string): unknown {
	try {
		return parseExact(text);
	} catch {
		throw bad('The body is not valid JSON.');
	}
}

function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
