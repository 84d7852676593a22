import type { AudioType } from './audioType';
import { Semaphore } from './concurrency/semaphore';
import { damagedAnswer } from './http/answerErrors';
import { breakOf, inPortions, readUpTo, type Body } from './http/body';
import type { Attempt, Connection } from './http/connection';
import { lostLine, type Answer } from './http/exchange';
import { withRetry } from './http/retry';
import {
	announced,
	lookAtRecording,
	recordingPath,
	requestRecording,
	watchdogOf,
	type Missing,
} from './recordingAnswer';

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
	const path = recordingPath(connection.site, callId);
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
	const started = () => {
		attempt.started();
		unread.add(attempt);
	};
	const first = { ...attempt, started, hasRoom };
	const { answer, url } = await requestRecording(connection, path, attempt, first);
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

async function take<T>(
	connection: Connection,
	path: string,
	answer: Answer,
	store: Store<T>,
): Promise<Recording<T>> {
	const seen = await lookAtRecording(connection, path, answer);
	return 'missing' in seen ? seen : await keep(path, answer, seen, store);
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

/**
 * Whether all bytes arrived. A body that n8n decompressed was checked by its own encoding, and the announced length is
 * that of the compressed bytes. If n8n hides the decompression, the lengths differ, and there is no telling whether the
 * body is complete.
 */
function isWhole(answer: Answer, bytes: number): boolean {
	const expected = announced(answer);
	return answer.isUnpacked || Number.isNaN(bytes - expected) || bytes === expected;
}
