import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { statusError } from '../../../../nodes/Calltouch/api/http/answerErrors';
import { mapInOrder } from '../../../../nodes/Calltouch/api/concurrency/orderedMap';
import { withRetry } from '../../../../nodes/Calltouch/api/http/retry';
import { Throttle } from '../../../../nodes/Calltouch/api/rate/throttle';
import { Limiter } from '../../../sandbox/server/limiter.mts';
import { randomFrom } from '../../../sandbox/data/random.mts';
import { connection } from '../../../support/connection.mts';
import { playAll } from '../../../support/rateSimulation.mts';
import { cases } from '../../../support/rateWorlds.mts';

const seeds = 60;

/** `npx tsx test/support/rateWorlds.mts` prints what is asserted here. */
describe('at the limit', () => {
	describe.each([
		{ countsRefused: false, model: 'that does not count what it refuses' },
		{ countsRefused: true, model: 'that counts what it refuses' },
	])('of a server $model', ({ countsRefused }) => {
		it.each(cases)(
			'$what',
			({ world, floor, most, leastFirstToLast = 0, maxRefused, ...others }) => {
				const { median, ninth, firstToLast, refused } = playAll(
					(seed) => ({ ...world(seed), countsRefused }),
					floor,
					seeds,
				);
				const bound = most[countsRefused ? 1 : 0];
				expect(median).toBeLessThan(bound);
				expect(ninth).toBeLessThan(others.ninth ?? bound * 1.2);
				expect(firstToLast).toBeGreaterThan(leastFirstToLast);
				expect(refused).toBeLessThan(maxRefused);
			},
		);
	});
});

describe('several processes with throttles and tries of their own', () => {
	beforeEach(() => void vi.useFakeTimers({ loopLimit: 1_000_000 }));
	afterEach(() => {
		vi.useRealTimers();
		vi.restoreAllMocks();
	});

	const wait = async (milliseconds: number) =>
		await new Promise((resolve) => setTimeout(resolve, milliseconds));

	/** What one process does: asks for everything at once, up to the rate, and collects what came. */
	async function fetchAll(server: Limiter, wanted: number[], got: number[]): Promise<void> {
		const throttle = new Throttle();
		const lane = {};
		const fetchOne = async (recording: number) =>
			await withRetry(connection(), async (attempt) => {
				const start = await throttle.start(lane, attempt);
				await wait(Math.random() * 10);
				const admitted = server.admit(performance.now(), 5);
				await wait(30);
				throttle.finish(start, admitted ? 'served' : 'refused');
				if (admitted) return recording;
				throw statusError(connection().site, '/download', { status: 429, headers: {} }, '');
			});
		for await (const recording of mapInOrder(wanted, 20, fetchOne)) got.push(recording);
	}

	it.each([2, 4, 8])('all get everything, when they are %i', async (processes) => {
		vi.spyOn(Math, 'random').mockImplementation(randomFrom(processes));
		const server = new Limiter();
		const wanted = Array.from({ length: 40 }, (_, index) => index);
		const got = Array.from({ length: processes }, (): number[] => []);
		const runs = got.map(async (mine) => await fetchAll(server, wanted, mine));
		const begin = performance.now();
		await vi.runAllTimersAsync();
		await Promise.all(runs);
		expect(got).toEqual(Array(processes).fill(wanted));
		expect((performance.now() - begin) / 1000).toBeLessThan((2 * 40 * processes) / 5);
	});
});
