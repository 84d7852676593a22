import { damagedAnswer, isErrorBody, isWebPage, statusError, unexpectedAnswer } from './answers';
import { CalltouchError } from './errors';
import { decode, parseExact } from './json';
import { exchange, readable } from './request';
import { retrying } from './retry';
import type { Connection, HttpAnswer } from './types';

/** What Calltouch answered to a write that it did not refuse. */
export interface WriteAnswer {
	/** Undefined when the body is empty. */
	json: unknown;
	/** Builds the error for an answer that does not have the expected form: what was written may be there or not. */
	reject: () => CalltouchError;
}

/**
 * Sends JSON to one of Calltouch's services. It is sent again only when Calltouch did not take it: it answered 429, or
 * no connection was made.
 * @throws CalltouchError; `unknown-outcome` when it cannot be told whether Calltouch took it
 */
export async function postJson(
	connection: Connection,
	path: string,
	body: object,
): Promise<WriteAnswer> {
	return await post(connection, path, jsonHeaders(connection), JSON.stringify(body));
}

/** The site stands beside the token; it may be another than that of the credential. */
function jsonHeaders({ siteId }: Connection): Record<string, string> {
	return { 'Content-Type': 'application/json', SiteId: siteId };
}

/**
 * Asks for JSON by POST, where Calltouch takes a question in a body. It changes nothing, so it is asked again as any
 * read is.
 * @throws CalltouchError
 */
export async function fetchJson(
	connection: Connection,
	path: string,
	body: object,
): Promise<unknown> {
	const headers = jsonHeaders(connection);
	return await retrying(connection, async (line) => {
		const answer = await send(line, path, headers, JSON.stringify(body));
		const { json, reject } = readAnswer(connection, path, answer);
		if (json === undefined) throw reject();
		return json;
	});
}

/** Sends a form, as a site does. The rules are those of `postJson`. */
export async function postForm(
	connection: Connection,
	path: string,
	fields: Record<string, string>,
): Promise<WriteAnswer> {
	const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
	return await post(connection, path, headers, new URLSearchParams(fields).toString());
}

async function post(
	connection: Connection,
	path: string,
	headers: Record<string, string>,
	body: string,
): Promise<WriteAnswer> {
	return await retrying(connection, async (line) => {
		const { json, reject } = await send(line, path, headers, body)
			.then((answer) => readAnswer(connection, path, answer))
			.catch((error: unknown) => {
				throw settled(error);
			});
		return { json, reject: () => outcomeUnknown(reject()) };
	});
}

async function send(
	connection: Connection,
	path: string,
	headers: Record<string, string>,
	body: string,
): Promise<HttpAnswer> {
	const url = connection.baseUrl + path;
	return await exchange(connection, { method: 'POST', url, query: {}, headers, body, as: 'bytes' });
}

/** A status above 299, a web page and an error body all say that nothing was written. */
function readAnswer(connection: Connection, path: string, answer: HttpAnswer): WriteAnswer {
	const { status, body } = answer;
	if (status >= 300) throw statusError(connection, path, answer, readable(body));
	const text = readable(body);
	const unexpected = () => unexpectedAnswer(connection, path, status, text);
	if (isWebPage(text) || isErrorBody(text)) throw unexpected();
	const json = text.trim() === '' ? undefined : intact(path, () => parseExact(decode(body)));
	return { json, reject: unexpected };
}

function intact<T>(path: string, read: () => T): T {
	try {
		return read();
	} catch {
		throw damagedAnswer(path);
	}
}

/** An error after which the write must not be sent again says so. */
function settled(error: unknown): unknown {
	return error instanceof CalltouchError && error.mayBeDone ? outcomeUnknown(error) : error;
}

export function outcomeUnknown({ message, status }: CalltouchError): CalltouchError {
	return new CalltouchError(
		'unknown-outcome',
		`It is not known whether Calltouch took this. ${message}`,
		{ status, remedy: 'It was not sent again. Look it up in Calltouch before you do so yourself.' },
	);
}
