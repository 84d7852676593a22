import {
	damagedAnswer,
	isWebPage,
	networkError,
	quoted,
	statusError,
	storageError,
	unexpectedAnswer,
} from './http/answerErrors';
import { audioTypeOf, type AudioType } from './audioType';
import {
	breakOf,
	inPortions,
	isText,
	onPiece,
	peek,
	readText,
	readUpTo,
	type Body,
} from './http/body';
import type { CalltouchError } from './errors';
import { digits } from './ids';
import { sitePath } from './paths';
import { redirectTarget } from './http/redirect';
import { exchange, lostLine, unpacked, type Answer, type Question } from './http/exchange';
import { withRetry } from './http/retry';
import { Semaphore } from './concurrency/semaphore';
import type { Attempt, Connection, Site } from './http/connection';
import { Watchdog } from './http/watchdog';
import { apiMessage } from './http/words';

/** Maximum redirects per recording: the storage may be on another host. */
const maxHops = 5;
/** Only the beginning of a body that is not audio is read, to quote it. */
const quotedBytes = 64 * 1024;
/** Enough bytes to tell a recording from text. */
const tellingBytes = 512;

/** Bodies read concurrently in this process: more gain nothing and cost memory. */
const bodiesAtOnce = 8;
const bodies = new Semaphore(bodiesAtOnce);
const portionBytes = 128 * 1024;
/** Recordings up to this size are buffered until complete: whatever n8n's store has of a broken one stays there. */
const heldBytes = 1024 * 1024;

/** Attempts whose recording was requested but is not being read yet. */
const unread = new Set<Attempt>();

/**
 * A server drops an answer that nobody reads, so while all slots are taken, no more are in flight than are being read.
 */
const hasRoom = () => bodies.isFree || unread.size < bodiesAtOnce;

/** The stored form of a body, and the number of bytes stored. */
interface Stored<T> {
	value: T;
	bytes: number;
}

interface Missing {
	/** Calltouch's explanation. */
	missing: string;
	/** Whether it may appear later: Calltouch needs some minutes to store a recording. */
	mayCome: boolean;
}

/** A stored recording, or why there is none. */
export type Recording<T> = Stored<T> | Missing;

/** Stores a recording, given as a stream or, if small, as a whole. */
type Store<T> = (content: Body | Uint8Array, type: AudioType) => Promise<Stored<T>>;

/**
 * Fetches the recording of a call and passes it to `store`; fetches it again if the line breaks or bytes are missing.
 * @throws CalltouchError if the answer is neither a recording nor a statement that there is none
 */
export async function fetchRecording<T>(
	connection: Connection,
	callId: unknown,
	store: Store<T>,
): Promise<Recording<T>> {
	const tail = `/calls-diary/calls/${digits(callId, 'Call ID')}/download`;
	const path = sitePath(connection.site.id, tail);
	return await withRetry(connection, async (attempt) => {
		const attemptOnce = fetchOnce(connection, attempt, path, store);
		return await attemptOnce.finally(() => unread.delete(attempt));
	});
}

async function fetchOnce<T>(
	connection: Connection,
	attempt: Attempt,
	path: string,
	store: Store<T>,
): Promise<Recording<T>> {
	const { answer, url } = await follow(connection, attempt, path);
	const { body } = answer;
	const broken = breakOf(body);
	// It may break while it waits for a slot, before anything listens.
	broken.catch(() => undefined);
	const taken = bodies.use(async () => {
		unread.delete(attempt);
		const watchdog = watchdogOf(connection, answer);
		return await watchdog.watch(Promise.race([broken, take(connection, path, answer, store)]));
	}, connection.signal);
	return await taken.catch((error: unknown) => {
		body.destroy();
		throw lostLine(connection, url, error) ?? error;
	});
}

/** Creates a watchdog that every piece of the body resets. */
function watchdogOf({ policy, signal }: Connection, { body, host }: Answer): Watchdog {
	const silence = () => networkError(host, policy, 'ETIMEDOUT');
	const watchdog = new Watchdog(policy.timeoutMs, signal, silence);
	onPiece(body, () => watchdog.hear());
	return watchdog;
}

/**
 * Follows redirects hop by hop, because only the credential knows which host may see the token. Only the first request
 * waits for room: the address in a redirect may soon expire.
 */
async function follow(
	connection: Connection,
	attempt: Attempt,
	path: string,
): Promise<{ answer: Answer; url: string }> {
	const { site } = connection;
	const started = () => {
		attempt.started();
		unread.add(attempt);
	};
	let url = site.baseUrl + path;
	let answer = await exchange(connection, { since: attempt.since, started, hasRoom }, get(url));
	for (let hop = 0; hop < maxHops; hop++) {
		const target = redirectTarget(site, answer, url);
		if (target === undefined) break;
		answer.body.destroy();
		url = target;
		answer = await exchange(connection, attempt, get(url));
	}
	return { answer, url };
}

function get(url: string): Question {
	return { method: 'GET', url, query: {}, headers: unpacked };
}

async function take<T>(
	connection: Connection,
	path: string,
	answer: Answer,
	store: Store<T>,
): Promise<Recording<T>> {
	const { body, status } = answer;
	const first = await peek(body, tellingBytes);
	if (status < 300 && first.length > 0 && !isText(first))
		return await keep(path, answer, audioTypeOf(first), store);
	if (status < 300 && first.length === 0 && announced(answer) > 0) throw damagedAnswer(path);
	return noAudio(connection, path, answer, await readText(body, quotedBytes));
}

async function keep<T>(
	path: string,
	answer: Answer,
	type: AudioType,
	store: Store<T>,
): Promise<Stored<T>> {
	const { body } = answer;
	if (!answer.isUnpacked && announced(answer) <= heldBytes) {
		const whole = await readUpTo(body, heldBytes);
		if (!isWhole(answer, whole.length)) throw damagedAnswer(path);
		return await store(whole, type);
	}
	inPortions(body, portionBytes);
	const stored = await store(body, type);
	if (!isWhole(answer, stored.bytes)) throw damagedAnswer(path);
	return stored;
}

/** Announced number of bytes; NaN if the answer announces none. */
function announced({ headers }: Answer): number {
	return Number(headers['content-length'] ?? NaN);
}

/**
 * Whether all bytes arrived. A body that n8n decompressed was checked by its own encoding, and the announced length is
 * that of the compressed bytes. If n8n hides the decompression, the lengths differ, and there is no telling whether the
 * body is complete.
 */
function isWhole(answer: Answer, bytes: number): boolean {
	const expected = announced(answer);
	return answer.isUnpacked || Number.isNaN(bytes - expected) || bytes === expected;
}

/** Statuses about the token, the line or the rate, and not about the call. */
const notOfTheCall = [401, 403, 408, 429];

/**
 * How Calltouch reports a missing recording is unknown, so every plain way counts (docs/calltouch-api.md#recordings): a
 * refusal about the call, words instead of audio, and an empty body.
 */
function noAudio({ site }: Connection, path: string, answer: Answer, words: string): Missing {
	const { status } = answer;
	if (status < 300) {
		const saying = words.trim() === '' ? 'Calltouch sent an empty recording' : apiMessage(words);
		if (saying === undefined) throw rejection(site, path, answer, words);
		return { missing: quoted(site, saying), mayCome: true };
	}
	const isRefusal = status >= 400 && status < 500 && !notOfTheCall.includes(status);
	const speaksOfCall = status === 404 || (isRefusal && !isForeign(site, answer));
	if (!speaksOfCall) throw rejection(site, path, answer, words);
	return { missing: quoted(site, sayingOf(words, status)), mayCome: status === 404 };
}

/** Returns the words of a refusal, in whatever form; a web page is of no use to the user. */
function sayingOf(words: string, status: number): string {
	const plain = words.trim();
	const hasWords = plain !== '' && !isWebPage(plain);
	const without = `Calltouch has no recording of this call (HTTP ${status})`;
	return apiMessage(words) ?? (hasWords ? plain : without);
}

/** Whether another host answered: a storage that Calltouch redirects to. */
function isForeign({ baseUrl }: Site, { host }: Answer): boolean {
	return host !== new URL(baseUrl).host;
}

function rejection(site: Site, path: string, answer: Answer, words: string): CalltouchError {
	const { status, host } = answer;
	if (status < 300) return unexpectedAnswer(site, path, status, words);
	return isForeign(site, answer) && status >= 400 && status !== 429
		? storageError(site, host, answer, words)
		: statusError(site, path, answer, words);
}
