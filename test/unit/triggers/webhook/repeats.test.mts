import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { countRemembered, repeatedOf } from '../../../../nodes/Calltouch/triggers/webhook/repeats';

const minute = 60_000;
const received = { print: 'x', isAccepted: Promise.resolve(true) };

beforeAll(() => {
	vi.useFakeTimers();
});
afterAll(() => {
	vi.useRealTimers();
});

function deliver(place: string, keepMinutes: number): void {
	for (let id = 0; id < 1000; id++) {
		void repeatedOf(place, String(id), received, keepMinutes * minute, Date.now());
	}
}

it('lets deliveries go when their time is over, though nothing comes any more', async () => {
	deliver('short', 10);
	deliver('long', 60);
	// A shorter time that was set later does not have to wait for the longer one.
	for (let id = 1000; id < 1500; id++)
		void repeatedOf('long', String(id), received, minute, Date.now());
	expect(countRemembered()).toBe(2500);
	await vi.advanceTimersByTimeAsync(5 * minute);
	expect(countRemembered()).toBe(2000);
	await vi.advanceTimersByTimeAsync(6 * minute);
	expect(countRemembered()).toBe(1000);
	await vi.advanceTimersByTimeAsync(50 * minute);
	expect(countRemembered()).toBe(0);
	expect(vi.getTimerCount()).toBe(0);
	deliver('again', 1);
	expect(vi.getTimerCount()).toBe(1);
	await vi.advanceTimersByTimeAsync(2 * minute);
	expect(countRemembered()).toBe(0);
});
