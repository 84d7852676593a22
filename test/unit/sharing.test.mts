import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { statusError } from '../../nodes/Calltouch/api/answers';
import { inOrder } from '../../nodes/Calltouch/api/inOrder';
import { withRetry } from '../../nodes/Calltouch/api/retry';
import { Throttle } from '../../nodes/Calltouch/api/throttle';
import { Limiter } from '../sandbox/limiter.mts';
import { randomFrom } from '../sandbox/random.mts';
import { connection } from '../support/connection.mts';

beforeEach(() => void vi.useFakeTimers({ loopLimit: 1_000_000 }));
afterEach(() => {
	vi.useRealTimers();
	vi.restoreAllMocks();
});

const wait = async (milliseconds: number) =>
	await new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Calltouch as several processes behind one address see it. */
class Server {
	readonly counts = { total: 0, refused: 0 };

	private readonly limiter = new Limiter();

	/** Requests take up to so many milliseconds to arrive. */
	constructor(private readonly longestWayMs: number) {}

	async answer(): Promise<number> {
		await wait(Math.random() * this.longestWayMs);
		const admitted = this.limiter.admit(performance.now(), 5);
		this.counts.total++;
		if (!admitted) this.counts.refused++;
		await wait(30);
		return admitted ? 200 : 429;
	}
}

/** What one process does: asks for everything at once, up to the rate, and collects the recordings that came. */
async function fetchAll(server: Server, count: number, got: number[]): Promise<void> {
	const throttle = new Throttle();
	const lane = {};
	const fetchOne = async (recording: number) =>
		await withRetry(connection(), async (attempt) => {
			await throttle.start(lane, attempt);
			const status = await server.answer();
			if (status === 200) return recording;
			throttle.refused();
			throw statusError(connection().site, '/download', { status, headers: {} }, '');
		});
	for await (const recording of inOrder(upTo(count), 20, fetchOne)) got.push(recording);
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/**
 * Several processes side by side, each with so many recordings to fetch. Gives what the server counted, and how many
 * recordings each process had when the first was done.
 */
async function share(processes: number, recordings: number, seed: number, longestWayMs = 50) {
	vi.spyOn(Math, 'random').mockImplementation(randomFrom(seed));
	const server = new Server(longestWayMs);
	const got = Array.from({ length: processes }, (): number[] => []);
	const runs = got.map(async (mine) => await fetchAll(server, recordings, mine));
	const first = Promise.race(runs).then(() => got.map(({ length }) => length));
	await vi.runAllTimersAsync();
	await Promise.all(runs);
	expect(got).toEqual(Array(processes).fill(upTo(recordings)));
	return { ...server.counts, whenFirstWasDone: await first };
}

const seeds = upTo(20);

describe('several processes behind one address', () => {
	it.each([
		{ processes: 2, way: 10 },
		{ processes: 2, way: 50 },
		{ processes: 3, way: 10 },
		{ processes: 3, way: 50 },
		{ processes: 4, way: 10 },
		{ processes: 4, way: 50 },
	])(
		'of $processes all finish, and less than 2% is refused, when requests take up to $way ms',
		async ({ processes, way }) => {
			let [all, refused] = [0, 0];
			for (const seed of seeds) {
				const counts = await share(processes, 400, seed, way);
				all += counts.total;
				refused += counts.refused;
			}
			expect(refused / all).toBeLessThan(0.02);
		},
	);

	it.each([10, 50])(
		'of two that begin together each gets at least a quarter, when requests take up to %i ms',
		async (way) => {
			const least: number[] = [];
			for (const seed of seeds) {
				const { whenFirstWasDone } = await share(2, 200, seed, way);
				least.push(
					Math.min(...whenFirstWasDone) / whenFirstWasDone.reduce((sum, one) => sum + one),
				);
			}
			expect(Math.min(...least)).toBeGreaterThan(0.25);
		},
	);

	it('that are more than the limit has starts for all finish', async () => {
		const { total } = await share(8, 100, 1);
		expect(total).toBeGreaterThan(800);
	});
});
