import { describe, expect, it } from 'vitest';
import { Pace } from '../../nodes/Calltouch/api/pace';

/** Starts per second at the end of each of these seconds. */
const over = (pace: Pace, from: number, seconds: number) =>
	Array.from({ length: seconds }, (_, second) => pace.startsPerSecond((from + second) * 1000));

describe('Pace', () => {
	it('is the limit of Calltouch until a request is refused', () => {
		expect(new Set(over(new Pace(), 0, 3600))).toEqual(new Set([5]));
	});

	it('loses half of the starts by each refusal, and keeps one', () => {
		const pace = new Pace();
		const allowed = Array.from({ length: 3 }, () => {
			pace.refused(0);
			return pace.startsPerSecond(0);
		});
		expect(allowed).toEqual([2, 1, 1]);
	});

	it('asks for a pause only when no start is left to give up', () => {
		const pace = new Pace();
		const pauses = Array.from({ length: 4 }, () => pace.refused(0));
		expect(pauses[0]).toBe(0);
		expect(Math.min(...pauses.slice(1))).toBeGreaterThanOrEqual(1000);
	});

	it('grows by one after each quiet time, up to the limit', () => {
		const pace = new Pace();
		for (let refusal = 0; refusal < 3; refusal++) pace.refused(0);
		const allowed = over(pace, 0, 285);
		expect([...new Set(allowed)]).toEqual([1, 2, 3, 4, 5]);
		expect(allowed.indexOf(2)).toBeGreaterThanOrEqual(60);
	});

	it('counts a time without requests as quiet', () => {
		const pace = new Pace();
		for (let refusal = 0; refusal < 3; refusal++) pace.refused(0);
		expect(pace.startsPerSecond(3_600_000)).toBe(5);
	});

	it('forgets an old trouble once it is back at the limit', () => {
		const pace = new Pace();
		for (const second of [0, 600, 1200]) {
			pace.refused(second * 1000);
			expect(over(pace, second, 170).at(-1)).toBe(5);
		}
	});

	it('waits longer when the trials are refused again and again', () => {
		const pace = new Pace();
		const trials: number[] = [];
		pace.refused(0);
		for (let second = 0; second < 3600; second++) {
			if (pace.startsPerSecond(second * 1000) < 5) continue;
			pace.refused(second * 1000);
			trials.push(second);
		}
		expect(trials.length).toBeGreaterThan(4);
		expect(trials.length).toBeLessThan(12);
	});
});
