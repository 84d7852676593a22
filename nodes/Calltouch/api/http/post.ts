import {
	damagedAnswer,
	isWebPage,
	quoteWords,
	statusError,
	strangeAnswer,
	unexpectedAnswer,
} from './answerErrors';
import { CalltouchError } from '../errors';
import { decode, parseExact } from '../json/parse';
import { exchangeWhole, readable, unpacked, type WholeAnswer } from './exchange';
import { withRetry } from './retry';
import type { Attempt, Connection } from './connection';
import { anyWordsIn, complains, confirms, isBareMessage, isErrorBody } from './words';

/** Calltouch's answer to a write that it did not refuse. */
export interface WriteAnswer {
	/** Undefined if the body is empty. */
	json: unknown;
	/**
	 * Builds the error for an answer that does not confirm the write: a refusal if it says that something failed;
	 * otherwise what was written may or may not be there.
	 */
	reject: () => CalltouchError;
}

/**
 * Sends JSON to one of Calltouch's services. It is sent again only if Calltouch did not take it: it answered 429, or no
 * connection was made.
 * @throws CalltouchError; `unknown-outcome` if there is no telling whether Calltouch took it
 */
export async function postJson(
	connection: Connection,
	path: string,
	body: object,
): Promise<WriteAnswer> {
	return await post(connection, path, jsonHeaders(connection), JSON.stringify(body));
}

/** The site is sent along with the token; it may differ from that of the credential. */
function jsonHeaders({ site }: Connection): Record<string, string> {
	return { 'Content-Type': 'application/json', SiteId: site.id };
}

/**
 * Requests JSON by POST, where Calltouch takes the question in a body. It changes nothing, so it is retried like any
 * read.
 * @throws CalltouchError
 */
export async function fetchJson(
	connection: Connection,
	path: string,
	body: object,
): Promise<unknown> {
	const headers = jsonHeaders(connection);
	return await withRetry(connection, async (attempt) => {
		const answer = await send(connection, attempt, path, headers, JSON.stringify(body));
		const { json } = readAnswer(connection, path, answer);
		if (json === undefined || isBareMessage(json)) throw unexpected(connection, path, answer);
		return json;
	});
}

/** Sends a form as a site does, by the rules of `postJson`. */
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
	return await withRetry(connection, async (attempt) => {
		return await send(connection, attempt, path, headers, body)
			.then((answer) => readAnswer(connection, path, answer))
			.catch((error: unknown) => {
				throw settled(error);
			});
	});
}

async function send(
	connection: Connection,
	attempt: Attempt,
	path: string,
	headers: Record<string, string>,
	body: string,
): Promise<WholeAnswer> {
	const url = connection.site.baseUrl + path;
	const question = {
		method: 'POST',
		url,
		query: {},
		headers: { ...headers, ...unpacked },
		body,
	} as const;
	return await exchangeWhole(connection, attempt, question);
}

/** A web page, an error body and nearly every status above 299 mean that nothing was written. */
function readAnswer(connection: Connection, path: string, answer: WholeAnswer): WriteAnswer {
	const { status, body } = answer;
	const text = readable(body);
	if (status >= 300) throw statusError(connection.site, path, answer, text);
	if (isWebPage(text)) throw unexpected(connection, path, answer);
	const json = text.trim() === '' ? undefined : intact(path, () => parseExact(decode(body)));
	if (isErrorBody(json)) throw unexpected(connection, path, answer);
	return { json, reject: () => rejection(connection, path, answer, json) };
}

function unexpected({ site }: Connection, path: string, { status, body }: WholeAnswer) {
	return unexpectedAnswer(site, path, status, readable(body));
}

/** Interprets a 200 that is not a result. Text without a failure, and a failure beside a yes, leave open what was done. */
function rejection(connection: Connection, path: string, answer: WholeAnswer, json: unknown) {
	if (complains(json) && !confirms(json)) return settled(unexpected(connection, path, answer));
	const { message, status } = strangeAnswer(path, answer.status, readable(answer.body));
	const said = quoteWords(connection.site, anyWordsIn(json));
	return outcomeUnknown(new CalltouchError('bad-answer', message + said, { status }));
}

function intact<T>(path: string, read: () => T): T {
	try {
		return read();
	} catch {
		throw damagedAnswer(path);
	}
}

/** Marks an error after which the write must not be sent again. */
function settled<T>(error: T): T | CalltouchError {
	return error instanceof CalltouchError && error.mayBeDone ? outcomeUnknown(error) : error;
}

export function outcomeUnknown(error: CalltouchError): CalltouchError {
	const { reason, message, status } = error;
	if (reason === 'unknown-outcome') return error;
	return new CalltouchError(
		'unknown-outcome',
		`It is not known whether Calltouch took this. ${message}`,
		{ status, remedy: 'It was not sent again. Look it up in Calltouch before you do so yourself.' },
	);
}
