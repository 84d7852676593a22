import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CalltouchError } from '../../../../nodes/Calltouch/api/errors';
import { withRetry } from '../../../../nodes/Calltouch/api/http/retry';
import { connection } from '../../../support/connection.mts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const busy = (details: ConstructorParameters<typeof CalltouchError>[2] = {}) =>
	new CalltouchError('unavailable', 'busy', { tries: 5, ...details });

const wait = async (milliseconds: number) =>
	await new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Runs attempts that fail with the given errors and then succeed; gives the outcome and the time of each attempt. */
async function attempt(
	errors: Error[],
	changes: Parameters<typeof connection>[0] = {},
	{ queueMs = 0, answerMs = 0 } = {},
) {
	const begin = performance.now();
	const times: number[] = [];
	const outcome = withRetry(connection(changes), async () => {
		if (times.length === 0) await wait(queueMs);
		times.push(performance.now() - begin);
		await wait(answerMs);
		const error = errors[times.length - 1];
		if (error) throw error;
		return 'done';
	}).then(
		(value) => value,
		(error: Error) => error,
	);
	await vi.runAllTimersAsync();
	return { outcome: await outcome, times };
}

describe('withRetry', () => {
	it('waits longer before each further try', async () => {
		const { outcome, times } = await attempt([busy(), busy(), busy(), busy()]);
		expect(outcome).toBe('done');
		const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
		expect(pauses).toHaveLength(4);
		for (let index = 1; index < pauses.length; index++) {
			expect(pauses[index]).toBeGreaterThan(pauses[index - 1] ?? 0);
		}
	});

	it('does not pause for the same time twice in a row of executions', async () => {
		const pauses = new Set<number>();
		for (let run = 0; run < 5; run++) pauses.add((await attempt([busy()])).times[1] ?? 0);
		expect(pauses.size).toBeGreaterThan(1);
	});

	it('waits as long as Calltouch asks', async () => {
		const { outcome, times } = await attempt([busy({ retryAfterMs: 7000 })]);
		expect(outcome).toBe('done');
		expect(times[1]).toBeGreaterThanOrEqual(7000);
	});

	it('gives up after the tries that the case is worth, with the last error', async () => {
		const errors = Array.from(
			{ length: 9 },
			(_, index) => new CalltouchError('unavailable', `try ${index + 1}`, { tries: 3 }),
		);
		const { outcome, times } = await attempt(errors);
		expect(outcome).toHaveProperty('message', 'try 3');
		expect(times).toHaveLength(3);
	});

	it('gives up at once rather than wait past the time allowed', async () => {
		const { outcome, times } = await attempt([busy({ retryAfterMs: 60_000 })], {
			retryForMs: 10_000,
		});
		expect(outcome).toHaveProperty('message', 'busy');
		expect(times).toEqual([0]);
	});

	it('tries again after a long wait for its turn', async () => {
		const { outcome } = await attempt([busy()], { retryForMs: 10_000 }, { queueMs: 60_000 });
		expect(outcome).toBe('done');
	});

	it('tries again what took longer than the time allowed before it failed, and counts from there', async () => {
		const { outcome, times } = await attempt(
			[busy(), busy(), busy()],
			{ retryForMs: 30_000 },
			{ answerMs: 20_000 },
		);
		expect(outcome).toHaveProperty('message', 'busy');
		// The second failure is 20 seconds after the first, the third 40.
		expect(times).toHaveLength(3);
	});

	it('tries once when no time is allowed, even if there is nothing to wait for', async () => {
		const refused = new CalltouchError('rate-limited', 'no more', { tries: 9, maxPauseMs: 0 });
		const { outcome, times } = await attempt([refused], { retryForMs: 0 });
		expect(outcome).toBe(refused);
		expect(times).toHaveLength(1);
	});

	it('does not try again what waiting cannot mend', async () => {
		for (const error of [new CalltouchError('refused-credential', 'no'), new TypeError('a bug')]) {
			const { outcome, times } = await attempt([error]);
			expect(outcome).toBe(error);
			expect(times).toHaveLength(1);
		}
	});

	it('stops in the middle of a pause when canceled', async () => {
		const cancel = new AbortController();
		const begin = performance.now();
		const outcome = withRetry(connection({ signal: cancel.signal }), async () => {
			throw busy({ retryAfterMs: 60_000 });
		}).catch((error: Error) => ({ message: error.message, after: performance.now() - begin }));
		setTimeout(() => cancel.abort(), 3000);
		await vi.runAllTimersAsync();
		const { message, after } = (await outcome) as { message: string; after: number };
		expect(message).toBe('The execution was canceled');
		expect(after).toBeLessThan(4000);
	});
});
