import { apiMessage, damagedAnswer, networkError, statusError, unexpectedAnswer } from './answers';
import { breakOf, inPortions, isText, peek, readText, silenceOf, type Body } from './body';
import { canceled, type CalltouchError } from './errors';
import { digits } from './ids';
import { sitePath } from './paths';
import { dispatch, lostLine } from './request';
import { retrying } from './retry';
import { Slots } from './slots';
import type { Connection, HttpAnswer } from './types';

/** Redirects followed for one recording: the storage may stand elsewhere. */
const mostHops = 5;
/** Of a body that is not audio, only the beginning is read, to quote it. */
const quotedBytes = 64 * 1024;
/** Enough of a recording to tell it from text. */
const tellingBytes = 512;

/** Bodies read at the same time in this process: more gain nothing and cost memory. */
const bodiesAtOnce = 8;
const bodies = new Slots(bodiesAtOnce);
const portionBytes = 128 * 1024;

/** The tries whose recording was asked for and is not being read. */
const unread = new Set<Connection>();

/** A server drops an answer that nobody reads, so while all slots are taken, no more are on their way than are read. */
const hasRoom = () => bodies.isFree || unread.size < bodiesAtOnce;

/** What was made of a body, and how many bytes went into it. */
interface Stored<T> {
	value: T;
	bytes: number;
}

/** A stored recording, or Calltouch's words about why there is none. */
type Recording<T> = Stored<T> | { missing: string };

type Store<T> = (body: Body) => Promise<Stored<T>>;

/**
 * Fetches the recording of a call and hands its body to `store`; fetches it again when the line breaks or bytes are missing.
 * @throws CalltouchError when the answer is neither a recording nor the news that there is none
 */
export async function fetchRecording<T>(
	connection: Connection,
	callId: unknown,
	store: Store<T>,
): Promise<Recording<T>> {
	const tail = `/calls-diary/calls/${digits(callId, 'Call ID')}/download`;
	const path = sitePath(connection.siteId, tail);
	return await retrying(connection, async (line) => {
		return await fetchOnce(line, path, store).finally(() => unread.delete(line));
	});
}

async function fetchOnce<T>(
	connection: Connection,
	path: string,
	store: Store<T>,
): Promise<Recording<T>> {
	const answer = await follow(connection, path);
	const body = answer.body as Body;
	const broken = breakOf(body);
	// It may break while it waits for a slot, where nobody listens yet.
	broken.catch(() => undefined);
	const taken = bodies.use(async () => {
		unread.delete(connection);
		inPortions(body, portionBytes);
		return await watched(connection, body, [broken, take(connection, path, answer, store)]);
	});
	return await taken.catch((error: unknown) => {
		body.destroy();
		throw lostLine(connection, error) ?? error;
	});
}

/** Runs the reading of a body, and ends it when the body falls silent or the execution is canceled. */
async function watched<T>(
	connection: Connection,
	body: Body,
	reading: Array<Promise<T>>,
): Promise<T> {
	const done = new AbortController();
	const { timeoutMs, signal } = connection;
	const silence = silenceOf(body, timeoutMs, [done.signal, ...(signal ? [signal] : [])]).then(
		() => {
			throw signal?.aborted ? canceled() : networkError(connection, 'ETIMEDOUT');
		},
	);
	return await Promise.race([silence, ...reading]).finally(() => done.abort());
}

/**
 * Redirects are followed here, hop by hop, because only the credential knows which host may see the token. Only the first
 * waits for room: the address in a redirect may soon be out of date.
 */
async function follow(connection: Connection, path: string): Promise<HttpAnswer> {
	let url = connection.baseUrl + path;
	const started = () => {
		connection.started?.();
		unread.add(connection);
	};
	let answer = await dispatch({ ...connection, started, hasRoom }, url, {}, 'stream');
	for (let hop = 0; hop < mostHops; hop++) {
		const target = redirectTarget(answer, url);
		if (target === undefined) break;
		(answer.body as Body).destroy();
		url = target;
		answer = await dispatch(connection, url, {}, 'stream');
	}
	return answer;
}

function redirectTarget({ status, headers }: HttpAnswer, from: string): string | undefined {
	const { location } = headers;
	if (status < 300 || status >= 400 || typeof location !== 'string') return undefined;
	const target = URL.canParse(location, from) ? new URL(location, from) : undefined;
	return target && /^https?:$/.test(target.protocol) ? target.href : undefined;
}

async function take<T>(
	connection: Connection,
	path: string,
	answer: HttpAnswer,
	store: Store<T>,
): Promise<Recording<T>> {
	const body = answer.body as Body;
	const first = await peek(body);
	const expected = Number(answer.headers['content-length'] ?? NaN);
	if (answer.status < 300 && first.length > 0 && !isText(first.subarray(0, tellingBytes))) {
		const stored = await store(body);
		if (stored.bytes < expected) throw damagedAnswer(path);
		return stored;
	}
	if (answer.status < 300 && first.length === 0 && expected > 0) throw damagedAnswer(path);
	return noAudio(connection, path, answer, await readText(body, quotedBytes));
}

/** How Calltouch says that a call has no recording is not known, so each plain way counts (docs/calltouch-api.md#recordings). */
function noAudio(
	connection: Connection,
	path: string,
	answer: HttpAnswer,
	words: string,
): { missing: string } {
	const saying = apiMessage(words);
	if (answer.status === 404 || (answer.status < 300 && saying !== undefined)) {
		return { missing: connection.conceal(saying ?? 'Calltouch has no recording of this call') };
	}
	if (answer.status < 300 && words.trim() === '')
		return { missing: 'Calltouch sent an empty recording' };
	throw rejection(connection, path, answer, words);
}

function rejection(
	connection: Connection,
	path: string,
	answer: HttpAnswer,
	words: string,
): CalltouchError {
	return answer.status < 300
		? unexpectedAnswer(connection, path, answer.status, words)
		: statusError(connection, path, answer, words);
}
