import { describe, expect, it } from 'vitest';
import { Pace } from '../../nodes/Calltouch/api/pace';

/** Starts per second at the end of each of these seconds. */
const over = (pace: Pace, from: number, seconds: number) =>
	Array.from({ length: seconds }, (_, second) => pace.startsPerSecond((from + second) * 1000));

describe('Pace', () => {
	it('is the limit of Calltouch until a request is refused', () => {
		expect(new Set(over(new Pace(), 0, 3600))).toEqual(new Set([5]));
	});

	it('loses one start by a single refusal, and most of them by several together', () => {
		const pace = new Pace();
		const allowed = Array.from({ length: 5 }, () => {
			pace.refused(0);
			return pace.startsPerSecond(0);
		});
		expect(allowed).toEqual([4, 2, 2, 1, 1]);
	});

	it('grows by one after each quiet time, up to the limit', () => {
		const pace = new Pace();
		for (let refusal = 0; refusal < 4; refusal++) pace.refused(0);
		const allowed = over(pace, 0, 310);
		expect([...new Set(allowed)]).toEqual([1, 2, 3, 4, 5]);
		expect(allowed.indexOf(2)).toBeGreaterThanOrEqual(15);
	});

	it('forgets an old trouble once it is back at the limit', () => {
		const pace = new Pace();
		for (const second of [0, 200, 400]) {
			pace.refused(second * 1000);
			expect(over(pace, second, 80).at(-1)).toBe(5);
		}
	});

	it('waits longer when the trials are refused again and again', () => {
		const pace = new Pace();
		let second = 0;
		const refusals: number[] = [];
		pace.refused(0);
		for (let allowed = 4; second < 2000; second++) {
			const next = pace.startsPerSecond(second * 1000);
			if (next > allowed) {
				pace.refused(second * 1000);
				refusals.push(second);
			}
			allowed = pace.startsPerSecond(second * 1000);
		}
		expect(refusals.length).toBeLessThan(6);
	});
});
