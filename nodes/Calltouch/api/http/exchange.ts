import { sleep } from 'n8n-workflow';
import {
	damagedAnswer,
	isWebPage,
	networkError,
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
import { Watchdog } from './watchdog';

export type Query = Record<string, string>;

/** What was read from an answer. `reject` builds the error for an answer that does not have the expected form. */
export interface Reading<T> {
	content: T;
	reject: () => CalltouchError;
}

/** A request before somebody says how long to wait for its answer. */
export type Question = Omit<HttpRequest, 'timeoutMs' | 'signal'>;

/** An answer whose body has begun, and who gave it. */
export interface Answer extends HttpAnswer {
	/** Who gave it, e.g. `api.calltouch.ru`. */
	host: string;
	/** Whether n8n unpacks the body, and fails unless it comes whole by its own coding. */
	isUnpacked: boolean;
}

/** An answer that came whole. */
export type WholeAnswer = Omit<Answer, 'body'> & { body: Uint8Array };

/**
 * A page of 1,000 calls shrinks from 2.1 MB to 0.15 MB, which is a second on a line of 15 Mbit/s; it is unpacked in
 * another thread in 5 to 20 ms. Of the codings, only gzip says by length and checksum whether all came as it was sent.
 */
const packed = { 'Accept-Encoding': 'gzip' };
/** For what is small, and for recordings, which do not shrink: an answer that is not packed cannot be unpacked wrongly. */
export const unpacked = { 'Accept-Encoding': 'identity' };

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

/** Pages that come together are read one by one, with a turn of the event loop between them: others want to be served. */
const readings = new Semaphore(1);

async function read<T>(
	{ site }: Connection,
	path: string,
	{ status, body }: WholeAnswer,
	parse: (body: unknown) => Promise<T>,
): Promise<Reading<T>> {
	const reject = () => unexpectedAnswer(site, path, status, readable(body));
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

/**
 * Sends, and takes the whole answer. The words of a refusal that do not come whole are left out: the status says enough.
 * @throws CalltouchError
 */
export async function exchangeWhole(
	connection: Connection,
	attempt: Attempt,
	question: Question,
): Promise<WholeAnswer> {
	const { policy, signal } = connection;
	const answer = await exchange(connection, attempt, question);
	const silence = () => networkError(answer.host, policy, 'ETIMEDOUT');
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
 * The only way out: waits for the throttle of the host, sends, and turns a missing answer into a CalltouchError.
 * Any status comes back as an answer; a 429 makes everybody slower.
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
	const start = await throttle.start(lane, { signal, perSecond: policy.perSecond, since, hasRoom });
	attempt.started();
	const sent = site.send({ ...question, timeoutMs: policy.timeoutMs, signal });
	const watchdog = new Watchdog(policy.timeoutMs, signal, () =>
		networkError(host, policy, 'ETIMEDOUT'),
	);
	const answer = await watchdog.watch(sent).catch((error: unknown) => {
		throttle.finish(start, 'lost');
		// It may come after all, when nobody waits for it any more.
		void sent.then(({ body }) => body.destroy()).catch(() => undefined);
		throw unsent(connection, question.url, error);
	});
	throttle.finish(start, answer.status === 429 ? 'refused' : 'served');
	if (answer.status === 429) {
		throttle.hold(Math.min(retryAfter(answer) ?? 0, policy.retryForMs));
	}
	return { ...answer, host, isUnpacked: insistOnEnd(answer.body) };
}

/** A request that brought no answer. What has no network code was held back by n8n itself, in its own words. */
function unsent(connection: Connection, url: string, error: unknown): CalltouchError {
	const lost = lostLine(connection, url, error);
	if (lost) return lost;
	const words = error instanceof Error ? connection.site.redact(error.message) : '';
	return new CalltouchError('unreachable', `n8n did not send the request: ${words}`);
}

/** What it means that the line to this address broke; undefined when `error` is about something else. */
export function lostLine(
	{ policy, signal }: Connection,
	url: string,
	error: unknown,
): CalltouchError | undefined {
	if (error instanceof CalltouchError) return error;
	if (signal?.aborted) return canceled();
	const code = networkCode(error);
	if (code === undefined) return undefined;
	const { host, pathname } = new URL(url);
	return isUnpacking.test(code) ? damagedAnswer(pathname) : networkError(host, policy, code);
}

/** Codes of a packed answer that cannot be unpacked: of zlib, brotli and zstd. */
const isUnpacking = /^Z_|^ERR__|BROTLI|ZSTD/;

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
export function readable(body: Uint8Array): string {
	return new TextDecoder().decode(body);
}
