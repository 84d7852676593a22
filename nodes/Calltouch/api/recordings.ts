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

/** Redirects followed for one recording: the storage may stand elsewhere. */
const maxHops = 5;
/** Of a body that is not audio, only the beginning is read, to quote it. */
const quotedBytes = 64 * 1024;
/** Enough of a recording to tell it from text. */
const tellingBytes = 512;

/** Bodies read at the same time in this process: more gain nothing and cost memory. */
const bodiesAtOnce = 8;
const bodies = new Semaphore(bodiesAtOnce);
const portionBytes = 128 * 1024;
/** A recording that announces no more is held until it is whole: what n8n's store has of a broken one stays there. */
const heldBytes = 1024 * 1024;

/** The tries whose recording was asked for and is not being read. */
const unread = new Set<Attempt>();

/** A server drops an answer that nobody reads, so while all slots are taken, no more are on their way than are read. */
const hasRoom = () => bodies.isFree || unread.size < bodiesAtOnce;

/** What was made of a body, and how many bytes went into it. */
interface Stored<T> {
	value: T;
	bytes: number;
}

/** No recording. */
interface Missing {
	/** Calltouch's words about why there is none. */
	missing: string;
	/** Whether it may be there later: Calltouch needs some minutes to store one. */
	mayCome: boolean;
}

/** What came of asking for a recording. */
export type Recording<T> = Stored<T> | Missing;

/** Takes a recording, as a stream or, where it is small, as a whole. */
type Store<T> = (content: Body | Uint8Array, type: AudioType) => Promise<Stored<T>>;

/**
 * Fetches the recording of a call and hands it to `store`; fetches it again when the line breaks or bytes are missing.
 * @throws CalltouchError when the answer is neither a recording nor the news that there is none
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
	// It may break while it waits for a slot, where nobody listens yet.
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

/** Hears each piece of a body. */
function watchdogOf({ policy, signal }: Connection, { body, host }: Answer): Watchdog {
	const silence = () => networkError(host, policy, 'ETIMEDOUT');
	const watchdog = new Watchdog(policy.timeoutMs, signal, silence);
	onPiece(body, () => watchdog.hear());
	return watchdog;
}

/**
 * Redirects are followed here, hop by hop, because only the credential knows which host may see the token. Only the first
 * waits for room: the address in a redirect may soon be out of date.
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

/** Bytes that the answer says it has; not a number when it does not say. */
function announced({ headers }: Answer): number {
	return Number(headers['content-length'] ?? NaN);
}

/**
 * A body that n8n unpacked has ended by its own coding, and the length is that of the packed bytes. Where n8n hides the
 * unpacking, other bytes than announced show it, and nobody can tell whether they are all.
 */
function isWhole(answer: Answer, bytes: number): boolean {
	const expected = announced(answer);
	return answer.isUnpacked || Number.isNaN(bytes - expected) || bytes === expected;
}

/** They speak of the token, the line or the rate, and not of the call. */
const notOfTheCall = [401, 403, 408, 429];

/**
 * How Calltouch says that a call has no recording is not known, so each plain way counts (docs/calltouch-api.md#recordings):
 * a refusal that speaks of the call, words, and nothing at all.
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

/** The words of a refusal, in whatever form; a web page says nothing to anybody. */
function sayingOf(words: string, status: number): string {
	const plain = words.trim();
	const hasWords = plain !== '' && !isWebPage(plain);
	const without = `Calltouch has no recording of this call (HTTP ${status})`;
	return apiMessage(words) ?? (hasWords ? plain : without);
}

/** Whether another host than Calltouch answered: a storage to which it redirects. */
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
