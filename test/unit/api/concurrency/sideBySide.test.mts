import { describe, expect, it } from 'vitest';
import { sideBySide } from '../../../../nodes/Calltouch/api/concurrency/sideBySide';

const turn = async () => await new Promise<void>((resolve) => setImmediate(resolve));

describe('sideBySide', () => {
	it('gives the results in the order of the inputs and keeps to the width', async () => {
		let running = 0;
		let most = 0;
		const results = await sideBySide([5, 1, 4, 0, 2, 3], 2, async (turns) => {
			most = Math.max(most, ++running);
			for (let each = 0; each < turns; each++) await turn();
			running--;
			return turns * 10;
		});
		expect(results).toEqual([50, 10, 40, 0, 20, 30]);
		expect(most).toBe(2);
	});

	it('gives the place of work that has stepped aside to others', async () => {
		const begun: number[] = [];
		let open = (): void => undefined;
		const gate = new Promise<void>((resolve) => (open = resolve));
		const running = sideBySide([1, 2, 3, 4, 5], 1, async (input, stepAside) => {
			begun.push(input);
			if (input < 4) await stepAside(gate);
			return input;
		});
		while (begun.length < 5) await turn();
		open();
		expect(await running).toEqual([1, 2, 3, 4, 5]);
	});

	it('starts nothing new behind a failure, and waits for nobody who has stepped aside', async () => {
		const begun: number[] = [];
		const failing = sideBySide([1, 2, 3, 4, 5], 1, async (input, stepAside) => {
			begun.push(input);
			if (input === 1) await stepAside(new Promise(() => undefined));
			await turn();
			if (input === 3) throw new Error('third');
		});
		await expect(failing).rejects.toThrow('third');
		await turn();
		expect(begun).toEqual([1, 2, 3]);
	});

	it('keeps to the width among those that come back, who hold back nobody new', async () => {
		const begun: number[] = [];
		let [back, maxBack] = [0, 0];
		let open = (): void => undefined;
		const gate = new Promise<void>((resolve) => (open = resolve));
		const inputs = Array.from({ length: 10 }, (_, input) => input);
		const running = sideBySide(inputs, 2, async (input, stepAside) => {
			begun.push(input);
			// The first six come back at once, and stay until the last has begun.
			await stepAside(
				input < 6 ? Promise.resolve() : new Promise((resolve) => setImmediate(resolve)),
			);
			maxBack = Math.max(maxBack, ++back);
			if (input < 6) await gate;
			back--;
			return input;
		});
		for (let turns = 0; turns < 20; turns++) await turn();
		expect(begun).toEqual(inputs);
		open();
		expect(await running).toEqual(inputs);
		expect(maxBack).toBe(2);
	});

	it('gives back each place once, also when the waiting fails', async () => {
		let [running, maxRunning] = [0, 0];
		const inputs = Array.from({ length: 12 }, (_, input) => input);
		const results = await sideBySide(inputs, 2, async (input, stepAside) => {
			if (input < 6)
				return await stepAside(Promise.reject(new Error('stopped'))).catch(() => input);
			maxRunning = Math.max(maxRunning, ++running);
			await turn();
			running--;
			return input;
		});
		expect(results).toEqual(inputs);
		expect(maxRunning).toBe(2);
	});
});
