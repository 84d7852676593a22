import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Limiter } from '../../sandbox/server/limiter.mts';
import { DEFAULT_TOKEN } from '../../sandbox/server/settings.mts';
import { JOURNAL, DAY, start, get, calls } from './client.mts';

describe('rate limit', () => {
	it('lets five starts into any rolling second', () => {
		const limiter = new Limiter();
		const times = [0, 100, 200, 300, 400, 999, 1000, 1099, 1100, 1101];
		const admitted = times.map((time) => limiter.admit(time, 5));
		expect(admitted).toEqual([true, true, true, true, true, false, true, false, true, false]);
		expect(limiter.peak).toBe(8);
	});

	it('refuses over HTTP with 429, for all sites together, and counts', async () => {
		const sandbox = await start({ limitPerSecond: 5, retryAfter: 3 });
		const asks = Array.from({ length: 11 }, (_, at) =>
			get(sandbox, at % 2 ? JOURNAL : JOURNAL.replace('12345', '23456'), {
				clientApiId: DEFAULT_TOKEN,
				...DAY,
			}),
		);
		const responses = await Promise.all(asks);
		const refused = responses.filter((response) => response.status === 429);
		expect(refused).toHaveLength(6);
		expect(refused[0]?.headers.get('retry-after')).toBe('3');
		expect(sandbox.counts).toEqual({ total: 11, served: 5, refused: 6, peakPerSecond: 11 });
		expect(sandbox.requests.filter((entry) => entry.refused)).toHaveLength(6);
		expect((await fetch(`${sandbox.url}/__sandbox`)).status).toBe(200);
		expect(sandbox.counts.total).toBe(11);
	});

	it('can send a date in Retry-After', async () => {
		vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2025-12-01T10:00:00.900Z') });
		onTestFinished(() => void vi.useRealTimers());
		const sandbox = await start({ limitPerSecond: 1, retryAfter: 'date' });
		const responses = await Promise.all([calls(sandbox), calls(sandbox)]);
		const late = responses.find((response) => response.status === 429);
		expect(late?.headers.get('retry-after')).toBe('Mon, 01 Dec 2025 10:00:02 GMT');
	});
});
