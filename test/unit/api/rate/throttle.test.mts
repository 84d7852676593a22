import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { statusError } from '../../../../nodes/Calltouch/api/http/answerErrors';
import { withRetry } from '../../../../nodes/Calltouch/api/http/retry';
import { Throttle } from '../../../../nodes/Calltouch/api/rate/throttle';
import { connection } from '../../../support/connection.mts';
import { expectNoBurst, starts } from '../../../support/throttleStarts.mts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('Throttle', () => {
	it('lets five start one shortly after the other, and the others as the second rolls on', async () => {
		const { times } = await starts(async (throttle, started) => {
			const lane = {};
			await Promise.all(
				Array.from({ length: 12 }, async () => await throttle.start(lane).then(() => started())),
			);
		});
		expect(times.slice(0, 5)).toEqual([0, 18, 36, 54, 72]);
		expectNoBurst(times);
		expect(times.at(-1)).toBeLessThan(2200);
	});

	it('never lets six start within a second, whenever they ask', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.tuple(fc.nat(4000), fc.nat(3)), { minLength: 6, maxLength: 40 }),
				async (asked) => {
					const lanes = [{}, {}, {}, {}];
					const { times } = await starts(async (throttle, started) => {
						await Promise.all(
							asked.map(async ([after, lane]) => {
								await new Promise((resolve) => setTimeout(resolve, after));
								await throttle.start(lanes[lane] ?? {});
								started();
							}),
						);
					});
					expect(times).toHaveLength(asked.length);
					expectNoBurst(times);
				},
			),
			{ numRuns: 100 },
		);
	});

	it('gives each lane its turn, however long the queue of another is', async () => {
		const { labels } = await starts(async (throttle, started) => {
			const long = {};
			const short = {};
			const ask = async (lane: object, label: string) =>
				await throttle.start(lane).then(() => started(label));
			await Promise.all([
				...Array.from({ length: 30 }, async () => await ask(long, 'long')),
				ask(short, 'short'),
			]);
		});
		// Five have started before the short lane asks; of the next two, one is its.
		expect(labels.indexOf('short')).toBeLessThan(7);
	});

	it('lets the request of a lane go first that was asked for first, also when it comes again', async () => {
		const { labels } = await starts(async (throttle, started) => {
			const lane = {};
			const ask = async (label: string, since: number) =>
				await throttle.start(lane, { since }).then(() => started(label));
			await Promise.all([
				...Array.from({ length: 8 }, async () => await ask('new', 2)),
				ask('second', 1),
				ask('first', 0),
			]);
		});
		expect(labels.indexOf('first')).toBeLessThan(6);
		expect(labels.indexOf('second')).toBe(labels.indexOf('first') + 1);
	});

	it('sends a refused request again before those that were never sent', async () => {
		const throttle = new Throttle();
		const lane = {};
		const labels: string[] = [];
		const send = async (label: string, refusals: number) =>
			await withRetry(connection(), async (attempt) => {
				const start = await throttle.start(lane, attempt);
				labels.push(label);
				const status = labels.filter((sent) => sent === label).length <= refusals ? 429 : 200;
				throttle.finish(start, status === 429 ? 'refused' : 'served');
				if (status !== 429) return;
				throw statusError(connection().site, '/', { status, headers: {} }, '');
			});
		const work: Array<Promise<void>> = [];
		for (let index = 0; index < 12; index++) {
			work.push(send(String(index), index === 2 ? 3 : 0));
			await vi.advanceTimersByTimeAsync(1);
		}
		await vi.runAllTimersAsync();
		await Promise.all(work);
		// Those of the first volley had left.
		expect(labels.slice(0, 7).filter((label) => label === '2').length).toBeGreaterThan(1);
		expect(labels.lastIndexOf('2')).toBeLessThan(9);
	});

	it('is slower after refusals, and lets go of a canceled request all the same', async () => {
		const throttle = new Throttle();
		const begin = performance.now();
		const first = Array.from({ length: 5 }, async () => await throttle.start({}));
		await vi.advanceTimersByTimeAsync(200);
		for (const start of await Promise.all(first)) throttle.finish(start, 'refused');
		const cancel = new AbortController();
		const canceled = throttle.start({}, { signal: cancel.signal }).catch((error: Error) => error);
		cancel.abort();
		await vi.advanceTimersByTimeAsync(210);
		expect(await canceled).toBeInstanceOf(Error);
		const rest = Promise.all(Array.from({ length: 6 }, async () => await throttle.start({})));
		await vi.runAllTimersAsync();
		await rest;
		expect(performance.now() - begin).toBeGreaterThan(2000);
	});

	it('starts nobody while Calltouch asked for a pause', async () => {
		const { times } = await starts(async (throttle, started) => {
			throttle.hold(5000);
			await throttle.start({});
			started();
		});
		expect(times[0]).toBeGreaterThanOrEqual(5000);
	});

	it('holds a request that has no room, and nobody else', async () => {
		const begin = performance.now();
		const { times, labels } = await starts(async (throttle, started) => {
			const hasRoom = () => performance.now() - begin >= 3000;
			const full = {};
			await Promise.all([
				...Array.from({ length: 2 }, async () => {
					await throttle.start(full, { hasRoom });
					started('full');
				}),
				throttle.start({}).then(() => started('other')),
			]);
		});
		expect(labels).toEqual(['other', 'full', 'full']);
		expect(times[0]).toBeLessThan(100);
		expect(times[1]).toBeGreaterThanOrEqual(3000);
		expect(times[1]).toBeLessThan(3300);
	});

	it('lets go of a canceled request that has no room', async () => {
		const throttle = new Throttle();
		const cancel = new AbortController();
		const waiting = throttle.start({}, { signal: cancel.signal, hasRoom: () => false });
		const outcome = waiting.catch((error: Error) => error.message);
		await vi.advanceTimersByTimeAsync(1000);
		cancel.abort();
		await vi.advanceTimersByTimeAsync(1000);
		expect(await outcome).toBe('The execution was canceled');
	});

	it('lets go of a request that is canceled while it waits, without using up a start', async () => {
		const cancel = new AbortController();
		const refusals: string[] = [];
		const { times } = await starts(async (throttle, started) => {
			const lane = {};
			const first = Array.from({ length: 5 }, async () => await throttle.start(lane));
			const canceled = Array.from({ length: 5 }, async () => {
				await throttle
					.start(lane, { signal: cancel.signal })
					.catch((error: Error) => refusals.push(error.message));
			});
			const last = throttle.start(lane).then(() => started());
			cancel.abort();
			await Promise.all([...first, ...canceled, last]);
		});
		expect(refusals).toEqual(Array(5).fill('The execution was canceled'));
		expect(times[0]).toBeLessThan(1100);
	});

	it('refuses at once when the execution was canceled before', async () => {
		await expect(new Throttle().start({}, { signal: AbortSignal.abort() })).rejects.toThrow(
			'canceled',
		);
	});
});
