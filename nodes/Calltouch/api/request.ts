import { sleep } from 'n8n-workflow';
import {
	damagedAnswer,
	isWebPage,
	networkError,
	retryAfter,
	statusError,
	unexpectedAnswer,
} from './answers';
import { canceled, CalltouchError } from './errors';
import { decode, isDamage, parseExact } from './json';
import { retrying } from './retry';
import { Slots } from './slots';
import { throttleFor } from './throttle';
import type { Connection, HttpAnswer, HttpRequest } from './types';

export type Query = Record<string, string>;

/** What was read from an answer. `reject` builds the error for an answer that does not have the expected form. */
export interface Reading<T> {
	content: T;
	reject: () => CalltouchError;
}

/** Asks for JSON, as `getParsed` does. */
export async function getJson(
	connection: Connection,
	path: string,
	query: Query,
): Promise<Reading<unknown>> {
	const parse = async (body: unknown) => await Promise.resolve(parseExact(decode(body)));
	return await getParsed(connection, path, query, parse);
}

/**
 * Asks for what `parse` can read, and tries again where that may help. `path` starts with a slash and holds only
 * checked ids.
 * @throws CalltouchError
 */
export async function getParsed<T>(
	connection: Connection,
	path: string,
	query: Query,
	parse: (body: unknown) => Promise<T>,
): Promise<Reading<T>> {
	return await retrying(connection, async (line) => {
		const answer = await dispatch(line, line.baseUrl + path, query, 'bytes');
		if (answer.status >= 300) throw statusError(connection, path, answer, readable(answer.body));
		return await readings.use(async () => {
			await sleep(0);
			return await read(connection, path, answer, parse);
		});
	});
}

/** Pages that come together are read one by one, with a turn of the event loop between them: others want to be served. */
const readings = new Slots(1);

async function read<T>(
	connection: Connection,
	path: string,
	{ status, body }: HttpAnswer,
	parse: (body: unknown) => Promise<T>,
): Promise<Reading<T>> {
	const reject = () => unexpectedAnswer(connection, path, status, readable(body));
	const unreadable = () => {
		const text = readable(body);
		return text.trim() === '' || isWebPage(text) ? reject() : damagedAnswer(path);
	};
	try {
		return { content: await parse(body), reject };
	} catch (error) {
		throw isDamage(error) ? unreadable() : error;
	}
}

/** Sends a read. */
export async function dispatch(
	connection: Connection,
	url: string,
	query: Query,
	as: HttpRequest['as'],
): Promise<HttpAnswer> {
	return await exchange(connection, { method: 'GET', url, query, as });
}

/**
 * The only way out: waits for the throttle of the host, sends, and turns a missing answer into a CalltouchError.
 * Any status comes back as an answer; a 429 makes everybody slower.
 */
export async function exchange(
	connection: Connection,
	request: Omit<HttpRequest, 'timeoutMs'>,
): Promise<HttpAnswer> {
	const { send, lane, timeoutMs } = connection;
	const throttle = throttleFor(new URL(request.url).host);
	const start = await throttle.start(lane, connection);
	connection.started?.();
	const answer = await send({ ...request, timeoutMs }).catch((error: unknown) => {
		throttle.finish(start, 'lost');
		throw unsent(connection, error);
	});
	throttle.finish(start, answer.status === 429 ? 'refused' : 'served');
	if (answer.status === 429) {
		throttle.hold(Math.min(retryAfter(answer) ?? 0, connection.retryForMs));
	}
	return answer;
}

/** A request that brought no answer. What has no network code was held back by n8n itself, in its own words. */
function unsent(connection: Connection, error: unknown): CalltouchError {
	const lost = lostLine(connection, error);
	if (lost) return lost;
	const words = error instanceof Error ? connection.conceal(error.message) : '';
	return new CalltouchError('unreachable', `n8n did not send the request: ${words}`);
}

/** What it means that the line broke; undefined when `error` is about something else. */
export function lostLine(connection: Connection, error: unknown): CalltouchError | undefined {
	if (error instanceof CalltouchError) return error;
	if (connection.signal?.aborted) return canceled();
	const code = networkCode(error);
	return code === undefined ? undefined : networkError(connection, code);
}

/** Codes of the line; those of a full disk or a missing file are none. */
const isNetworkCode =
	/^E(?:CONN\w+|NOTFOUND|TIMEDOUT|SOCKETTIMEDOUT|AI_AGAIN|PIPE|PROTO|(?:HOST|NET)\w+|ADDRNOTAVAIL)$|^(?:ERR_|HPE_|Z_|UNABLE_TO_)|CERT|TLS|SSL/;

/** n8n keeps the code of the HTTP client as an HTTP code, or in a cause, or not at all, depending on its version. */
function networkCode(error: unknown, depth = 0): string | undefined {
	if (typeof error !== 'object' || error === null || depth > 4) return undefined;
	const { code, httpCode, cause, message } = error as Record<string, unknown>;
	const found = [code, httpCode].find(
		(text) => typeof text === 'string' && isNetworkCode.test(text),
	);
	if (typeof found === 'string') return found;
	if (message === 'aborted' || message === 'socket hang up') return 'ECONNRESET';
	return networkCode(cause, depth + 1);
}

/** The text of an answer that is only quoted, as far as it can be read. */
export function readable(body: unknown): string {
	return typeof body === 'string' ? body : new TextDecoder().decode(body as ArrayBuffer);
}
