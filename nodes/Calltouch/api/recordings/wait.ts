import { CalltouchError, type Cause } from '../errors';
import { isFalse } from '../journals/callOutcome';
import type { Recording } from './recordings';

/**
 * First and longest pause between requests, in milliseconds, and the largest share of a short wait the first may take.
 */
const firstMs = 5_000;
const maxMs = 120_000;
const maxShare = 1 / 60;

/** Failures that may pass while there is time to wait: they count as a recording that is not there yet. */
const passing: ReadonlySet<Cause> = new Set([
	'unavailable',
	'unreachable',
	'rate-limited',
	'bad-answer',
]);

/**
 * Asks for a recording, with growing pauses, until it is there, cannot come, or the time is over. `rest` waits for a
 * number of milliseconds.
 * @throws what `ask` throws; a passing failure only once the time is over
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
 * Whether a call may have a recording, going by the journal or a webhook. A call that was not answered or has no length
 * should have none (docs/calltouch-api.md#recordings); a call in progress says nothing yet.
 */
export function mayBeRecorded({ callphase, event, successful, duration }: CallOutcome): boolean {
	if (callphase === 'callconnected' || event === 'callStarted') return true;
	const hasNoLength = isGiven(duration) && Number(duration) <= 0;
	return !isFalse(successful) && !hasNoLength;
}

/** Whether it is a number, or the text of one, as old servers send. */
function isGiven(value: unknown): boolean {
	return typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
}

/** What a journal, a webhook or an item says about how a call went. */
export interface CallOutcome {
	callphase?: unknown;
	event?: unknown;
	successful?: unknown;
	duration?: unknown;
}
