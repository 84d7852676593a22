import { delay } from '../concurrency/delay';
import { CalltouchError } from '../errors';
import type { Attempt, Connection } from './connection';

const firstDelayMs = 500;

/**
 * Retries while the error suggests that it may help, with growing delays, for as long after the first failure as the
 * policy allows. Only for requests that change nothing, or whose errors say when they may be sent again.
 * @throws CalltouchError of the last try
 */
export async function withRetry<T>(
	{ policy, signal }: Pick<Connection, 'policy' | 'signal'>,
	attempt: (attempt: Attempt) => Promise<T>,
): Promise<T> {
	const since = performance.now();
	let failedAt: number | undefined;
	for (let tried = 1; ; tried++) {
		const outcome = await settle(attempt({ since }));
		if (!('error' in outcome)) return outcome.value;
		const wait = delayBefore(outcome.error, tried);
		if (wait === undefined || policy.retryForMs === 0) throw outcome.error;
		const now = performance.now();
		// What came before the first failure does not count: queueing, and a long download that went well.
		failedAt ??= now;
		if (now + wait > failedAt + policy.retryForMs) throw outcome.error;
		await delay(wait, signal);
	}
}

type Settled<T> = { value: T } | { error: unknown };

async function settle<T>(attempt: Promise<T>): Promise<Settled<T>> {
	return await attempt.then(
		(value) => ({ value }),
		(error: unknown) => ({ error }),
	);
}

/** Returns the delay in milliseconds; undefined if there should be no further try. */
function delayBefore(error: unknown, tried: number): number | undefined {
	if (!(error instanceof CalltouchError) || tried >= error.tries) return undefined;
	const growing = Math.min(firstDelayMs * 2 ** (tried - 1), error.maxPauseMs);
	const jittered = growing * (0.75 + Math.random() / 2);
	return Math.max(jittered, error.retryAfterMs ?? 0);
}
