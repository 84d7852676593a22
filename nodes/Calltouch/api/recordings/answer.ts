import {
	damagedAnswer,
	isWebPage,
	quoted,
	statusError,
	storageError,
	unexpectedAnswer,
} from '../http/answerErrors';
import { audioTypeOf, type AudioType } from './audioType';
import { isText, onPiece, peek, readText } from '../http/body';
import type { CalltouchError } from '../errors';
import { digits } from '../ids';
import { sitePath } from '../paths';
import { redirectTarget } from '../http/redirect';
import { exchange, unpacked, type Answer, type Question } from '../http/exchange';
import type { Attempt, Connection, Site } from '../http/connection';
import { networkError, timedOut } from '../http/networkFailure';
import { Watchdog } from '../http/watchdog';
import { apiMessage } from '../http/words';

/** Maximum redirects per recording: the storage may be on another host. */
const maxHops = 5;
/** Only the beginning of a body that is not audio is read, to quote it. */
const quotedBytes = 64 * 1024;
/** Enough bytes to tell a recording from text. */
const tellingBytes = 512;

/** Why there is no recording. */
export interface Missing {
	/** Calltouch's explanation. */
	missing: string;
	/** Whether it may appear later: Calltouch needs some minutes to store a recording. */
	mayCome: boolean;
}

/**
 * Returns the path of a recording, without the token.
 * @throws CalltouchError if the ID is not a number made of digits
 */
export function recordingPath({ id }: Site, callId: unknown): string {
	return sitePath(id, `/calls-diary/calls/${digits(callId, 'Call ID')}/download`);
}

/**
 * Requests a recording, and follows redirects hop by hop, because only the credential knows which host may see the
 * token. `first` is the attempt as the first hop sees it: a later one must not wait, because the address in a redirect
 * may soon expire.
 * @throws CalltouchError if no answer comes
 */
export async function requestRecording(
	connection: Connection,
	path: string,
	attempt: Attempt,
	first = attempt,
): Promise<{ answer: Answer; url: string }> {
	const { site } = connection;
	let url = site.baseUrl + path;
	let answer = await exchange(connection, first, get(url));
	for (let hop = 0; hop < maxHops; hop++) {
		const target = nextHop(site, answer, url);
		if (target === undefined) break;
		url = target;
		answer = await exchange(connection, attempt, get(url));
	}
	return { answer, url };
}

/** Returns where an answer redirects to, and lets go of its body; undefined if the answer is to be read. */
function nextHop(site: Site, answer: Answer, from: string): string | undefined {
	let isToBeRead = false;
	try {
		const target = redirectTarget(site, answer, from);
		isToBeRead = target === undefined;
		return target;
	} finally {
		if (!isToBeRead) answer.body.destroy();
	}
}

function get(url: string): Question {
	return { method: 'GET', url, query: {}, headers: unpacked };
}

/**
 * Creates a watchdog that every piece of the body resets. It does not hold against the line what n8n's storage takes
 * before it reads on, and after the end.
 */
export function watchdogOf({ policy, signal }: Connection, { body, host }: Answer): Watchdog {
	// Fewer bytes may be those that `peek` waits with.
	const isReadersTurn = () => body.readableEnded || body.readableLength >= tellingBytes;
	const silence = () => (isReadersTurn() ? undefined : networkError(host, policy, timedOut));
	const watchdog = new Watchdog(policy.timeoutMs, signal, silence);
	onPiece(body, () => watchdog.hear());
	return watchdog;
}

/**
 * Looks at the beginning of an answer, and consumes it unless it is audio.
 * @throws CalltouchError if the answer is neither a recording nor a statement that there is none
 */
export async function lookAtRecording(
	{ site }: Connection,
	path: string,
	answer: Answer,
): Promise<AudioType | Missing> {
	const { body, status } = answer;
	const first = await peek(body, tellingBytes);
	if (status < 300 && first.length > 0 && !isText(first)) return audioTypeOf(first);
	if (status < 300 && first.length === 0 && announced(answer) > 0) throw damagedAnswer(path);
	return noAudio(site, path, answer, await readText(body, quotedBytes));
}

/** Announced number of bytes; NaN if the answer announces none. */
export function announced({ headers }: Answer): number {
	return Number(headers['content-length'] ?? NaN);
}

/** Statuses about the token, the line or the rate, and not about the call. */
const notOfTheCall = [401, 403, 408, 429];

/**
 * How Calltouch reports a missing recording is unknown, so every plain way counts (docs/calltouch-api.md#recordings): a
 * refusal about the call, words instead of audio, and an empty body.
 */
function noAudio(site: Site, path: string, answer: Answer, words: string): Missing {
	const { status } = answer;
	if (status < 300) {
		const rejected = rejection(site, path, answer, words);
		const saying = words.trim() === '' ? 'Calltouch sent an empty recording' : apiMessage(words);
		// A stumble of Calltouch says nothing of the call.
		if (saying === undefined || rejected.reason === 'unavailable') throw rejected;
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
