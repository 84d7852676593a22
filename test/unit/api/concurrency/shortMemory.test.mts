import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ShortMemory } from '../../../../nodes/Calltouch/api/concurrency/shortMemory';

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

describe('a short memory', () => {
	const memory = () => new ShortMemory<string>({ valueMs: 60_000, failureMs: 10_000 });
	const asking = (...answers: Array<string | Error>) => {
		const ask = vi.fn<() => Promise<string>>();
		for (const one of answers) {
			if (typeof one === 'string') ask.mockResolvedValueOnce(one);
			else ask.mockRejectedValueOnce(one);
		}
		return ask;
	};

	it('gives what it has for a minute, by key', async () => {
		const own = memory();
		const ask = asking('first', 'other', 'second');
		expect(await own.get('a', ask)).toBe('first');
		expect(await own.get('b', ask)).toBe('other');
		vi.advanceTimersByTime(59_999);
		expect(await own.get('a', ask)).toBe('first');
		vi.advanceTimersByTime(1);
		expect(await own.get('a', ask)).toBe('second');
		expect(ask).toHaveBeenCalledTimes(3);
	});

	it('asks once for many at the same moment, however long it takes', async () => {
		const own = memory();
		let answer: (value: string) => void = () => undefined;
		const ask = vi.fn(async () => await new Promise<string>((resolve) => (answer = resolve)));
		const first = own.get('a', ask);
		vi.advanceTimersByTime(120_000);
		const second = own.get('a', ask);
		answer('late');
		expect(await Promise.all([first, second])).toEqual(['late', 'late']);
		expect(await own.get('a', ask)).toBe('late');
		expect(ask).toHaveBeenCalledTimes(1);
	});

	it('keeps a failure for ten seconds', async () => {
		const own = memory();
		const ask = asking(new Error('down'), 'up');
		await expect(own.get('a', ask)).rejects.toThrow('down');
		await expect(own.get('a', ask)).rejects.toThrow('down');
		vi.advanceTimersByTime(10_000);
		expect(await own.get('a', ask)).toBe('up');
		expect(ask).toHaveBeenCalledTimes(2);
	});
});
