import { sleep } from 'n8n-workflow';
import {
	damagedAnswer,
	isWebPage,
	retryAfter,
	statusError,
	unexpectedAnswer,
} from './answerErrors';
import { insistOnEnd, readAll } from './body';
import { canceled, CalltouchError } from '../errors';
import { decode, isDamage, parseExact } from '../json/parse';
import { withRetry } from './retry';
import { Semaphore } from '../concurrency/semaphore';
import { throttleFor } from '../rate/throttle';
import type { Attempt, Connection, HttpAnswer, HttpRequest } from './connection';
import { networkError, networkFailure, timedOut } from './networkFailure';
import { Watchdog } from './watchdog';

export type Query = Record<string, string>;

/** Reads the content of an answer. Throws what `reject` builds if the answer is of an unexpected form. */
export type Parse<T> = (content: unknown, reject: () => CalltouchError) => T;

/** A request without its timeout and signal. */
export type Question = Omit<HttpRequest, 'timeoutMs' | 'signal'>;

/** An answer whose body has begun to arrive. */
export interface Answer extends HttpAnswer {
	/** Host that answered, e.g. `api.calltouch.ru`. */
	host: string;
	/** Whether n8n decompresses the body, and fails if the compressed stream is incomplete. */
	isUnpacked: boolean;
}

/** An answer with its complete body. */
export type WholeAnswer = Omit<Answer, 'body'> & { body: Uint8Array };

/**
 * A page of 1,000 calls shrinks from 2.1 MB to 0.15 MB, which saves a second on a 15 Mbit/s line; decompressing it
 * takes 5 to 20 ms in another thread. Of the encodings, only gzip proves by length and checksum that everything arrived
 * intact.
 */
const packed = { 'Accept-Encoding': 'gzip' };
/**
 * For small answers, and for recordings, which do not shrink: an uncompressed answer cannot be decompressed wrongly.
 */
export const unpacked = { 'Accept-Encoding': 'identity' };

/** Requests JSON, by the rules of `getParsed`. */
export async function getJson<T>(
	connection: Connection,
	path: string,
	query: Query,
	parse: Parse<T>,
): Promise<T> {
	return await getParsed(
		connection,
		path,
		query,
		async (body, reject) => await Promise.resolve(parse(parseExact(decode(body)), reject)),
	);
}

/**
 * Requests something that `parse` can read, and retries where that may help. `path` starts with a slash and contains
 * only checked IDs.
 * @throws CalltouchError
 */
export async function getParsed<T>(
	connection: Connection,
	path: string,
	query: Query,
	parse: Parse<Promise<T>>,
): Promise<T> {
	const { site } = connection;
	const question: Question = { method: 'GET', url: site.baseUrl + path, query, headers: packed };
	return await withRetry(connection, async (attempt) => {
		const answer = await exchangeWhole(connection, attempt, question);
		if (answer.status >= 300) throw statusError(site, path, answer, readable(answer.body));
		return await readings.use(async () => {
			await sleep(0);
			return await read(connection, path, answer, parse);
		}, connection.signal);
	});
}

/**
 * Pages that arrive together are parsed one by one, with an event loop turn in between so that other work gets done.
 */
const readings = new Semaphore(1);

async function read<T>(
	{ site }: Connection,
	path: string,
	{ status, body }: WholeAnswer,
	parse: Parse<Promise<T>>,
): Promise<T> {
	const reject = () => unexpectedAnswer(site, path, status, readable(body));
	const unreadable = () => {
		const text = readable(body);
		return text.trim() === '' || isWebPage(text) ? reject() : damagedAnswer(path);
	};
	try {
		return await parse(body, reject);
	} catch (error) {
		throw isDamage(error) ? unreadable() : error;
	}
}

/**
 * Sends a request and reads the whole answer. The body of a refusal is dropped if it does not arrive in full: the
 * status says enough.
 * @throws CalltouchError
 */
export async function exchangeWhole(
	connection: Connection,
	attempt: Attempt,
	question: Question,
): Promise<WholeAnswer> {
	const { policy, signal } = connection;
	const answer = await exchange(connection, attempt, question);
	const silence = () => networkError(answer.host, policy, timedOut);
	const watchdog = new Watchdog(policy.timeoutMs, signal, silence);
	const reading = readAll(answer.body, () => watchdog.hear());
	const body = await watchdog.watch(reading).catch((error: unknown) => {
		answer.body.destroy();
		if (answer.status >= 300 && !signal?.aborted) return new Uint8Array();
		throw lostLine(connection, question.url, error) ?? error;
	});
	return { ...answer, body };
}

/**
 * The only way out: waits for the host's throttle, sends, and turns a missing answer into a CalltouchError. Any status
 * is returned as an answer; a 429 slows everybody down.
 */
export async function exchange(
	connection: Connection,
	attempt: Attempt,
	question: Question,
): Promise<Answer> {
	const { site, policy, lane, signal } = connection;
	const { host } = new URL(question.url);
	const throttle = throttleFor(host);
	const { since, hasRoom } = attempt;
	const start = await throttle.start(lane, { signal, ceiling: policy.ceiling, since, hasRoom });
	attempt.started?.();
	const abandon = new AbortController();
	const { timeoutMs } = policy;
	const sent = site.send({ ...question, timeoutMs, signal: abandon.signal });
	const watchdog = new Watchdog(timeoutMs, signal, () => networkError(host, policy, timedOut));
	const answer = await watchdog.watch(sent).catch((error: unknown) => {
		throttle.finish(start, 'lost');
		// Closes the connection. An answer may still arrive all the same.
		abandon.abort();
		void sent.then(({ body }) => body.destroy()).catch(() => undefined);
		throw unsent(connection, question.url, error);
	});
	throttle.finish(start, answer.status === 429 ? 'refused' : 'served');
	if (answer.status === 429) {
		throttle.hold(Math.min(retryAfter(answer) ?? 0, policy.retryForMs));
	}
	return { ...answer, host, isUnpacked: insistOnEnd(answer.body) };
}

/**
 * Returns the error for a request without an answer. Without a network code, n8n itself held the request back, and its
 * words are quoted.
 */
function unsent(connection: Connection, url: string, error: unknown): CalltouchError {
	const lost = lostLine(connection, url, error);
	if (lost) return lost;
	const words = error instanceof Error ? connection.site.redact(error.message) : '';
	return new CalltouchError('unreachable', `n8n did not send the request: ${words}`);
}

/** Returns the error for a broken line to this address; undefined if `error` is about something else. */
export function lostLine(
	{ policy, signal }: Connection,
	url: string,
	error: unknown,
): CalltouchError | undefined {
	if (error instanceof CalltouchError) return error;
	if (signal?.aborted) return canceled();
	const failure = networkFailure(error);
	if (failure === undefined) return undefined;
	const { host, pathname } = new URL(url);
	return isUnpacking.test(failure.code)
		? damagedAnswer(pathname)
		: networkError(host, policy, failure);
}

/** Decompression errors of zlib, brotli and zstd. */
const isUnpacking = /^Z_|^ERR__|BROTLI|ZSTD/;

/** Decodes an answer for quoting, as far as it is readable. */
export function readable(body: Uint8Array): string {
	return new TextDecoder().decode(body);
}
