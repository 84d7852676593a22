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
		await wait(Math.random() * 5);
		const admitted = this.limiter.admit(performance.now(), 5);
		this.counts.total++;
		if (!admitted) this.counts.refused++;
		await wait(30);
		return admitted ? 200 : 429;
	}
}

/** What one process does: a first page, then the others, up to the rate. Gives the pages that came. */
async function read(server: Server, pages: number): Promise<number[]> {
	const throttle = new Throttle();
	const lane = {};
	const fetchPage = async (page: number) =>
		await retrying(connection(), async () => {
			const start = await throttle.start(lane);
			const status = await server.answer();
			if (status === 200) {
				throttle.taken();
				return page;
			}
			throttle.refused(start);
			throw statusError(connection(), '/journal', { status, headers: {}, body: '' }, '');
		});
	const got = [await fetchPage(1)];
	const rest = Array.from({ length: pages - 1 }, (_, index) => index + 2);
	for await (const page of inOrder(rest, 12, fetchPage)) got.push(page);
	return got;
}

describe('several processes behind one address', () => {
	it.each([
		[2, 400, 1],
		[3, 400, 2],
		[4, 400, 3],
		[4, 400, 4],
		[8, 150, 5],
	])(
		'of %i all finish, each with all of its %i pages (seed %i)',
		async (processes, pages, seed) => {
			vi.spyOn(Math, 'random').mockImplementation(randomFrom(seed));
			const server = new Server();
			const all = Promise.all(
				Array.from({ length: processes }, async () => await read(server, pages)),
			);
			await vi.runAllTimersAsync();
			const expected = Array.from({ length: pages }, (_, index) => index + 1);
			expect(await all).toEqual(Array(processes).fill(expected));
			const { total, refused } = server.counts;
			if (processes <= 4) expect(refused / total).toBeLessThan(0.02);
		},
	);
});
