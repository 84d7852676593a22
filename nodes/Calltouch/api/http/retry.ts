import { delay } from '../concurrency/delay';
import { CalltouchError } from '../errors';
import type { Attempt, Connection } from './connection';

const firstDelayMs = 500;

/**
 * Retries while the error suggests that it may help, with growing delays, for no longer than the policy allows. Only
 * for requests that change nothing, or whose errors say when they may be sent again.
 * @throws CalltouchError of the last try
 */
export async function withRetry<T>(
	{ policy, signal }: Pick<Connection, 'policy' | 'signal'>,
	attempt: (attempt: Attempt) => Promise<T>,
): Promise<T> {
	const since = performance.now();
	let startedAt: number | undefined;
	const started = () => {
		startedAt ??= performance.now();
	};
	for (let tried = 1; ; tried++) {
		const outcome = await settle(attempt({ since, started }));
		if (!('error' in outcome)) return outcome.value;
		// Queueing before the first try does not count.
		const giveUpAt = (startedAt ?? since) + policy.retryForMs;
		const wait = delayBefore(outcome.error, tried);
		if (wait === undefined || performance.now() + wait > giveUpAt) throw outcome.error;
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
