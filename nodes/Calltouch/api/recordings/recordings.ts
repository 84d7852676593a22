import { Semaphore } from '../concurrency/semaphore';
import { breakOf } from '../http/body';
import type { Attempt, Connection } from '../http/connection';
import { lostLine, type Answer } from '../http/exchange';
import { withRetry } from '../http/retry';
import {
	lookAtRecording,
	recordingPath,
	requestRecording,
	watchdogOf,
	type Missing,
} from './answer';
import { keep, type Store, type Stored } from './store';

/** Bodies read concurrently in this process: more gain nothing and cost memory. */
const bodiesAtOnce = 8;
const bodies = new Semaphore(bodiesAtOnce);

/** Attempts whose recording was requested but is not being read yet. */
const unread = new Set<Attempt>();

/**
 * A server drops an answer that nobody reads, so while all slots are taken, no more are in flight than are being read.
 */
const hasRoom = () => bodies.isFree || unread.size < bodiesAtOnce;

/** A stored recording, or why there is none. */
export type Recording<T> = Stored<T> | Missing;

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
	const first = { ...attempt, started: () => unread.add(attempt), hasRoom };
	const { answer, url } = await requestRecording(connection, path, attempt, first);
	const { body } = answer;
	const broken = breakOf(body);
	// It may break while it waits for a slot, before anything listens.
	broken.catch(() => undefined);
	const taken = bodies.use(async () => {
		unread.delete(attempt);
		const watchdog = watchdogOf(connection, answer);
		return await watchdog.watch(take(connection, path, answer, broken, store));
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
	broken: Promise<never>,
	store: Store<T>,
): Promise<Recording<T>> {
	const seen = await Promise.race([broken, lookAtRecording(connection, path, answer)]);
	return 'missing' in seen ? seen : await keep(connection.site, path, answer, broken, seen, store);
}
