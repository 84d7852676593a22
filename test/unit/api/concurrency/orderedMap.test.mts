import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chained, mapInOrder } from '../../../../nodes/Calltouch/api/concurrency/orderedMap';
import { Semaphore } from '../../../../nodes/Calltouch/api/concurrency/semaphore';

async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
	const gathered: T[] = [];
	for await (const value of values) gathered.push(value);
	return gathered;
}

/** Work that ends in an order given by a scheduler, and counts how much of it runs at once. */
function work(scheduler: fc.Scheduler) {
	const state = { running: 0, most: 0, started: [] as number[] };
	const run = async (input: number) => {
		state.started.push(input);
		state.most = Math.max(state.most, ++state.running);
		await scheduler.schedule(Promise.resolve());
		state.running--;
		return input * 10;
	};
	return { state, run };
}

describe('mapInOrder', () => {
	it('yields in the order of the inputs and keeps to its width, in whatever order the work ends', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.scheduler(),
				fc.nat(20),
				fc.integer({ min: 1, max: 5 }),
				async (scheduler, count, width) => {
					const { state, run } = work(scheduler);
					const inputs = Array.from({ length: count }, (_, index) => index);
					const results = all(mapInOrder(inputs, width, run));
					await scheduler.waitFor(results);
					expect(await results).toEqual(inputs.map((input) => input * 10));
					expect(state.most).toBeLessThanOrEqual(width);
				},
			),
		);
	});

	it('throws the first failure in order, and starts nothing after it', async () => {
		const started: number[] = [];
		const results = mapInOrder([0, 1, 2, 3, 4, 5, 6], 3, async (input) => {
			started.push(input);
			if (input === 1 || input === 2) throw new Error(`input ${input}`);
			return input;
		});
		await expect(all(results)).rejects.toThrow('input 1');
		expect(started).toEqual([0, 1, 2, 3]);
	});

	it('starts nothing more when the reader leaves', async () => {
		const started: number[] = [];
		for await (const _ of mapInOrder([0, 1, 2, 3, 4], 2, async (input) => started.push(input)))
			break;
		expect(started).toEqual([0, 1, 2]);
	});
});

describe('chained', () => {
	it('reads source after source, and asks the next one ahead', async () => {
		const opened: string[] = [];
		const source = (name: string, values: number[]) =>
			async function* () {
				opened.push(name);
				yield* values;
			};
		const reading = chained([source('a', [1, 2]), source('b', []), source('c', [3])]);
		expect((await reading.next()).value).toBe(1);
		expect(opened).toContain('b');
		expect(await all(reading)).toEqual([2, 3]);
	});
});

describe('Semaphore', () => {
	it('hands a slot on in the order of asking, also after a failure', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.scheduler(),
				fc.array(fc.boolean(), { maxLength: 15 }),
				async (scheduler, failing) => {
					const semaphore = new Semaphore(3);
					const { state, run } = work(scheduler);
					const jobs = failing.map(
						async (fails, index) =>
							await semaphore.use(async () => {
								await run(index);
								if (fails) throw new Error('no');
								return index;
							}),
					);
					const settled = Promise.allSettled(jobs);
					await scheduler.waitFor(settled);
					expect((await settled).map(({ status }) => status === 'rejected')).toEqual(failing);
					expect(state.most).toBeLessThanOrEqual(3);
					expect(state.started).toEqual(failing.map((_, index) => index));
				},
			),
		);
	});
});
