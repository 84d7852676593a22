import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ceiling } from '../../../../nodes/Calltouch/api/rate/throttle';
import { expectNoBurst, starts } from '../../../support/throttleStarts.mts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a ceiling', () => {
	it.each([1, 2, 4])(
		'holds a lane that wants %i a second to that, and no other',
		async (perSecond) => {
			const { times, labels } = await starts(async (throttle, started) => {
				const slow = {};
				const quick = {};
				const ask = async (lane: object, label: string, ceiling?: Ceiling) =>
					await throttle.start(lane, { ceiling }).then(() => started(label));
				const ceiling = { key: 'slow', perSecond };
				await Promise.all([
					...Array.from({ length: 12 }, async () => await ask(slow, 'slow', ceiling)),
					...Array.from({ length: 30 }, async () => await ask(quick, 'quick')),
				]);
			});
			const slow = times.filter((_, index) => labels[index] === 'slow');
			for (let index = perSecond; index < slow.length; index++) {
				expect((slow[index] ?? 0) - (slow[index - perSecond] ?? 0)).toBeGreaterThan(1000);
			}
			expect(slow.at(-1)).toBeLessThan((12 / perSecond) * 1100 + 1000);
			expectNoBurst(times);
			// What the slow lane leaves is taken: 42 starts need eight windows, and no more while both want some.
			const shared = times.slice(0, 15);
			expect(shared.at(-1)).toBeLessThan(2200);
		},
	);

	it('counts the starts of a slow lane that asks for one after the other', async () => {
		const { times } = await starts(async (throttle, started) => {
			const lane = {};
			for (let asked = 0; asked < 6; asked++) {
				await throttle.start(lane, { ceiling: { key: 'node', perSecond: 2 } });
				started();
			}
		});
		for (let index = 2; index < times.length; index++) {
			expect((times[index] ?? 0) - (times[index - 2] ?? 0)).toBeGreaterThan(1000);
		}
	});

	it('counts the starts under one ceiling together, also those of lanes that are gone', async () => {
		const { times } = await starts(async (throttle, started) => {
			const ask = async (perSecond: number, key = 'node') =>
				await throttle.start({}, { ceiling: { key, perSecond } }).then(() => started());
			await ask(1);
			await ask(1);
			await Promise.all([ask(1), ask(1)]);
			await ask(1, 'other');
			await ask(5);
			await ask(1);
		});
		const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
		expect(pauses.map((pause) => pause > 1000)).toEqual([true, true, true, false, false, true]);
	});
});
