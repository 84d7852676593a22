import { expect, vi } from 'vitest';
import { Throttle } from '../../nodes/Calltouch/api/rate/throttle';

/** Runs the timers until the work is done, and gives the times of the starts. */
export async function starts(
	ask: (throttle: Throttle, started: (label?: string) => void) => Promise<unknown>,
) {
	const times: number[] = [];
	const labels: string[] = [];
	const begin = performance.now();
	const work = ask(new Throttle(), (label = '') => {
		times.push(performance.now() - begin);
		labels.push(label);
	});
	await vi.runAllTimersAsync();
	await work;
	return { times, labels };
}

/** Never six within a second. */
export function expectNoBurst(times: number[]) {
	for (let index = 5; index < times.length; index++) {
		expect((times[index] ?? 0) - (times[index - 5] ?? 0)).toBeGreaterThan(1000);
	}
}
