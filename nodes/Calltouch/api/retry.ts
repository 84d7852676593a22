import { CalltouchError } from './errors';
import { pause } from './pause';
import type { Connection } from './types';

const firstPauseMs = 500;

/**
 * Tries again while the outcome says that another try may help, with pauses that grow, and never longer than the
 * connection allows. Each attempt gets the connection to use. Only for requests that change nothing.
 * @throws CalltouchError of the last try
 */
export async function retrying<T>(
	connection: Connection,
	attempt: (connection: Connection) => Promise<T>,
): Promise<T> {
	const since = performance.now();
	let startedAt: number | undefined;
	const started = () => {
		startedAt ??= performance.now();
	};
	for (let tried = 1; ; tried++) {
		const outcome = await settle(attempt({ ...connection, since, started }));
		if (!('error' in outcome)) return outcome.value;
		// Waiting for the first turn does not count.
		const giveUpAt = (startedAt ?? since) + connection.retryForMs;
		const wait = pauseBefore(outcome.error, tried);
		if (wait === undefined || performance.now() + wait > giveUpAt) throw outcome.error;
		await pause(wait, connection.signal);
	}
}

type Outcome<T> = { value: T } | { error: unknown };

async function settle<T>(attempt: Promise<T>): Promise<Outcome<T>> {
	return await attempt.then(
		(value) => ({ value }),
		(error: unknown) => ({ error }),
	);
}

/** Milliseconds, or undefined when no further try makes sense. */
function pauseBefore(error: unknown, tried: number): number | undefined {
	if (!(error instanceof CalltouchError) || tried >= error.tries) return undefined;
	const growing = Math.min(firstPauseMs * 2 ** (tried - 1), error.longestPauseMs);
	const jittered = growing * (0.75 + Math.random() / 2);
	return Math.max(jittered, error.retryAfterMs ?? 0);
}
