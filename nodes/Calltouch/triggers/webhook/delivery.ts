import type { IWebhookFunctions } from 'n8n-workflow';
import { isRecord } from '../../api/record';
import { maxBytes, maxDeliveries, maxFields } from './bounds';
import { attemptJson, BeyondBounds, parseBounded } from './boundedJson';
import { latinBytes, textReader } from './charset';
import { fieldsOf, toDelivery, type Delivery, type Fields } from './fields';
import { readForm, tooManyFields, type Pair } from './form';
import { readMultipart } from './multipart';
import { bad } from './refusal';
import { isBlank } from './values';

/** U+FEFF in UTF-8, which carries no meaning. */
const byteOrderMark = [0xef, 0xbb, 0xbf];

/** The request as n8n passes it on, with its body unread. */
export type WebhookRequest = ReturnType<IWebhookFunctions['getRequestObject']> & {
	readRawBody?: () => Promise<void>;
	rawBody?: Uint8Array;
};

/**
 * Parses a request in any charset: a form, a multipart form, a JSON object, or a list of such objects. `query` is the
 * query string, one character per byte. Size and content type are checked first.
 * @throws Refusal if the request is too large, has too many fields, or is malformed
 */
export async function readDeliveries(request: WebhookRequest, query: string): Promise<Delivery[]> {
	const bytes = await readBytes(request);
	const type = String(request.headers['content-type'] ?? '');
	if (/^multipart\/(?!form-data\b)/i.test(type)) {
		throw bad('Send the parameters as a form or as JSON.');
	}
	const named = fieldsOf(readForm(latinBytes(query)));
	const bodies = bytes.length === 0 ? [{}] : readBodies(bytes, type);
	if (bodies.some((body) => Object.keys(body).length > maxFields)) throw tooManyFields();
	return bodies.map((body) => toDelivery(named, body));
}

async function readBytes(request: WebhookRequest): Promise<Uint8Array> {
	const announced = Number(request.headers['content-length'] ?? 0);
	if (announced > maxBytes) throw tooLarge();
	try {
		await request.readRawBody?.();
	} catch {
		throw bad('The body could not be read.');
	}
	const bytes = request.rawBody ?? new Uint8Array();
	if (bytes.length > maxBytes) throw tooLarge();
	const hasMark = byteOrderMark.every((byte, at) => bytes[at] === byte);
	return hasMark ? bytes.subarray(byteOrderMark.length) : bytes;
}

function tooLarge() {
	return bad('The body is larger than 1 MB.');
}

function readBodies(bytes: Uint8Array, type: string): Fields[] {
	if (/^multipart\//i.test(type)) return fromPairs(readMultipart(bytes, type));
	const charset = /;\s*charset="?([^\s";]+)/i.exec(type)?.[1];
	const isForm = /urlencoded/i.test(type);
	const startsAsJson = /^\s*[[{]/.test(new TextDecoder().decode(bytes.subarray(0, 64)));
	if (/[/+]json\b/i.test(type) || (startsAsJson && !isForm)) {
		return readJson(decodeText(bytes, charset));
	}
	// Some senders declare a form but send JSON.
	const list = startsAsJson ? deliveriesIn(attemptJson(decodeText(bytes, charset))) : undefined;
	return list ?? fromPairs(readForm(bytes, charset));
}

function decodeText(bytes: Uint8Array, charset: string | undefined): string {
	return textReader([bytes], charset)(bytes).replace(/^\uFEFF/, '');
}

/** A form whose only field is a JSON list holds several deliveries. */
function fromPairs(pairs: Pair[]): Fields[] {
	const [, value = ''] = pairs.length === 1 ? (pairs[0] ?? []) : [];
	const list = /^\s*\[/.test(value) ? deliveriesIn(attemptJson(value)) : undefined;
	return list ?? [fieldsOf(pairs)];
}

/** Senders that put everything into the address may send a body that says nothing, e.g. PHP's `[]`. */
function readJson(text: string): Fields[] {
	const json = isBlank(text) ? null : parse(text);
	const list = deliveriesIn(json);
	if (list) return list;
	if (isBlank(json) || (Array.isArray(json) && json.every(isBlank))) return [{}];
	throw bad('The JSON is not an object with parameters.');
}

/**
 * Returns undefined if the JSON is not an object or a list of objects.
 * @throws Refusal if there are more deliveries than allowed
 */
function deliveriesIn(json: unknown): Fields[] | undefined {
	const all: unknown[] = Array.isArray(json) ? json : [json];
	const list = all.filter((one) => !isBlank(one));
	if (list.length === 0 || !list.every(isRecord)) return undefined;
	if (list.length > maxDeliveries) throw bad(`The list has more than ${maxDeliveries} deliveries.`);
	return list;
}

function parse(text: string): unknown {
	try {
		return parseBounded(text);
	} catch (error) {
		if (error instanceof BeyondBounds) throw bad('The JSON has too many values or levels.');
		throw bad('The body is not valid JSON.');
	}
}
