import {
	damagedAnswer,
	networkError,
	quoted,
	statusError,
	storageError,
	unexpectedAnswer,
} from './http/answerErrors';
import { breakOf, inPortions, isText, onPiece, peek, readText, type Body } from './http/body';
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

/** The tries whose recording was asked for and is not being read. */
const unread = new Set<Attempt>();

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
		inPortions(body, portionBytes);
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
	const first = await peek(body);
	const expected = Number(answer.headers['content-length'] ?? NaN);
	if (status < 300 && first.length > 0 && !isText(first.subarray(0, tellingBytes))) {
		const stored = await store(body);
		if (!isWhole(answer, stored.bytes, expected)) throw damagedAnswer(path);
		return stored;
	}
	if (status < 300 && first.length === 0 && expected > 0) throw damagedAnswer(path);
	return noAudio(connection, path, answer, await readText(body, quotedBytes));
}

/**
 * A body that n8n unpacked has ended by its own coding, and the length is that of the packed bytes. Where n8n hides the
 * unpacking, other bytes than announced show it, and nobody can tell whether they are all.
 */
function isWhole({ isUnpacked }: Answer, bytes: number, expected: number): boolean {
	return isUnpacked || Number.isNaN(bytes - expected) || bytes === expected;
}

/** How Calltouch says that a call has no recording is not known, so each plain way counts (docs/calltouch-api.md#recordings). */
function noAudio(
	{ site }: Connection,
	path: string,
	answer: Answer,
	words: string,
): { missing: string } {
	const saying = apiMessage(words);
	if (answer.status === 404 || (answer.status < 300 && saying !== undefined)) {
		const missing = saying ?? 'Calltouch has no recording of this call';
		return { missing: quoted(site, missing) };
	}
	if (answer.status < 300 && words.trim() === '')
		return { missing: 'Calltouch sent an empty recording' };
	throw rejection(site, path, answer, words);
}

function rejection(site: Site, path: string, answer: Answer, words: string): CalltouchError {
	const { status, host } = answer;
	if (status < 300) return unexpectedAnswer(site, path, status, words);
	const isForeign = host !== new URL(site.baseUrl).host;
	return isForeign && status >= 400 && status !== 429
		? storageError(site, host, answer, words)
		: statusError(site, path, answer, words);
}
