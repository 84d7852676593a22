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
			if (status === 200) {
				throttle.taken();
				return recording;
			}
			throttle.refused();
			throw statusError(connection(), '/download', { status, headers: {}, body: '' }, '');
		});
	const got: number[] = [];
	for await (const recording of inOrder(upTo(count), 20, fetchOne)) got.push(recording);
	return got;
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('several processes behind one address', () => {
	it.each([
		[2, 1],
		[3, 2],
		[4, 3],
		[4, 4],
		[4, 5],
	])('of %i all finish, and few requests are refused (seed %i)', async (processes, seed) => {
		vi.spyOn(Math, 'random').mockImplementation(randomFrom(seed));
		const server = new Server();
		const all = Promise.all(
			Array.from({ length: processes }, async () => await fetchAll(server, 400)),
		);
		await vi.runAllTimersAsync();
		expect(await all).toEqual(Array(processes).fill(upTo(400)));
		const { total, refused } = server.counts;
		expect(refused / total).toBeLessThan(0.02);
	});

	it('that are more than the limit has starts for all finish', async () => {
		vi.spyOn(Math, 'random').mockImplementation(randomFrom(8));
		const server = new Server();
		const all = Promise.all(Array.from({ length: 8 }, async () => await fetchAll(server, 100)));
		await vi.runAllTimersAsync();
		expect(await all).toEqual(Array(8).fill(upTo(100)));
	});
});
