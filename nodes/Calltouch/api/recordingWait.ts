import { CalltouchError, type Cause } from './errors';
import type { Recording } from './recordings';

/** The first distance between two questions, the longest, in milliseconds, and how much of a short wait the first may take. */
const firstMs = 5_000;
const maxMs = 120_000;
const maxShare = 1 / 60;

/** Trouble that may be over before the time is: as good as a recording that is not there yet. */
const passing: ReadonlySet<Cause> = new Set([
	'unavailable',
	'unreachable',
	'rate-limited',
	'bad-answer',
]);

/**
 * Asks for a recording until it is there, or cannot come, or this time is over; at distances that grow.
 * `rest` waits so many milliseconds.
 * @throws what `ask` throws, passing trouble only when the time is over
 */
export async function waitForRecording<T>(
	ask: () => Promise<Recording<T>>,
	milliseconds: number,
	rest: (milliseconds: number) => Promise<void>,
): Promise<Recording<T>> {
	const giveUpAt = performance.now() + milliseconds;
	let distance = Math.min(firstMs, milliseconds * maxShare);
	for (;;) {
		const asking = ask();
		const mayCome = await asking.then(mayComeLater, isPassing);
		const left = giveUpAt - performance.now();
		if (!mayCome || left <= 0) return await asking;
		await rest(Math.min(distance, left));
		distance = Math.min(2 * distance, maxMs);
	}
}

function mayComeLater(recording: Recording<unknown>): boolean {
	return 'missing' in recording && recording.mayCome;
}

function isPassing(error: unknown): boolean {
	return error instanceof CalltouchError && passing.has(error.reason);
}

/**
 * Whether a call may have a recording, by what the journal or a webhook says of it. One that nobody answered, or that had no length,
 * should have none (docs/calltouch-api.md#recordings); one that goes on says nothing yet.
 */
export function mayBeRecorded({ callphase, event, successful, duration }: CallOutcome): boolean {
	if (callphase === 'callconnected' || event === 'callStarted') return true;
	return successful !== false && !(typeof duration === 'number' && duration <= 0);
}

/** What a call in a journal, a webhook or an item says of how it went. */
export interface CallOutcome {
	callphase?: unknown;
	event?: unknown;
	successful?: unknown;
	duration?: unknown;
}
