import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { statusError } from '../../nodes/Calltouch/api/answers';
import { inOrder } from '../../nodes/Calltouch/api/inOrder';
import { retrying } from '../../nodes/Calltouch/api/retry';
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

	async answer(): Promise<number> {
		await wait(Math.random() * 50);
		const admitted = this.limiter.admit(performance.now(), 5);
		this.counts.total++;
		if (!admitted) this.counts.refused++;
		await wait(30);
		return admitted ? 200 : 429;
	}
}

/** What one process does: asks for everything at once, up to the rate. Gives the recordings that came. */
async function fetchAll(server: Server, count: number): Promise<number[]> {
	const throttle = new Throttle();
	const lane = {};
	const fetchOne = async (recording: number) =>
		await retrying(connection(), async (line) => {
			await throttle.start(lane, line);
			const status = await server.answer();
			if (status === 200) return recording;
			throttle.refused();
			throw statusError(connection(), '/download', { status, headers: {}, body: '' }, '');
		});
	const got: number[] = [];
	for await (const recording of inOrder(upTo(count), 20, fetchOne)) got.push(recording);
	return got;
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** Several processes side by side, each with so many recordings to fetch. */
async function share(processes: number, recordings: number, seed: number) {
	vi.spyOn(Math, 'random').mockImplementation(randomFrom(seed));
	const server = new Server();
	const all = Promise.all(
		Array.from({ length: processes }, async () => await fetchAll(server, recordings)),
	);
	await vi.runAllTimersAsync();
	expect(await all).toEqual(Array(processes).fill(upTo(recordings)));
	return server.counts;
}

describe('several processes behind one address', () => {
	it.each([2, 3, 4])(
		'of %i all finish, and less than 2%% is refused on average',
		async (processes) => {
			let [all, refused] = [0, 0];
			for (let seed = 1; seed <= 10; seed++) {
				const counts = await share(processes, 400, seed);
				all += counts.total;
				refused += counts.refused;
			}
			expect(refused / all).toBeLessThan(0.02);
		},
	);

	it('that are more than the limit has starts for all finish', async () => {
		const { total } = await share(8, 100, 1);
		expect(total).toBeGreaterThan(800);
	});
});
