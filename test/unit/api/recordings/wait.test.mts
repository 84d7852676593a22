import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CalltouchError, type Cause } from '../../../../nodes/Calltouch/api/errors';
import { mayBeRecorded, waitForRecording } from '../../../../nodes/Calltouch/api/recordings/wait';
import type { Recording } from '../../../../nodes/Calltouch/api/recordings/recordings';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

const late: Recording<string> = { missing: 'Не найдено', mayCome: true };
const there: Recording<string> = { value: 'stored', bytes: 1 };
const trouble = (reason: Cause) => new CalltouchError(reason, reason);

/** Gives these answers, the last one again and again; tells the distances between the questions, in milliseconds. */
async function wait(milliseconds: number, ...answers: Array<Recording<string> | Error>) {
	const distances: number[] = [];
	let asked = 0;
	const ask = async () => {
		const answer = answers[Math.min(asked++, answers.length - 1)] ?? late;
		return await (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer));
	};
	const rest = async (distance: number) => {
		distances.push(distance);
		vi.advanceTimersByTime(distance);
		return await Promise.resolve();
	};
	const result = await waitForRecording(ask, milliseconds, rest).catch((error: unknown) => error);
	return { result, distances, asked };
}

describe('waitForRecording', () => {
	it('asks at distances that grow up to two minutes, and once more at the end', async () => {
		const { result, distances, asked } = await wait(600_000, late);
		expect(result).toBe(late);
		const seconds = distances.map((distance) => distance / 1000);
		expect(seconds).toEqual([5, 10, 20, 40, 80, 120, 120, 120, 85]);
		expect(asked).toBe(10);
	});

	it('begins a short wait with a sixtieth of it', async () => {
		const { distances } = await wait(600, late);
		expect(distances).toEqual([10, 20, 40, 80, 160, 290]);
	});

	it.each(['unavailable', 'unreachable', 'rate-limited', 'bad-answer'] as const)(
		'takes %s for not yet while time is left',
		async (reason) => {
			const error = trouble(reason);
			expect(await wait(600_000, error, late, error, there)).toMatchObject({
				result: there,
				asked: 4,
			});
			expect(await wait(600, late, error)).toMatchObject({ result: error, asked: 7 });
			expect(await wait(0, error)).toMatchObject({ result: error, asked: 1 });
		},
	);

	it.each([
		['a refused token', trouble('refused-credential')],
		['a cancel', trouble('canceled')],
		['a web page', trouble('not-there')],
		["a failure of n8n's storage", trouble('not-stored')],
		['an error of n8n', new Error('a bug')],
	])('ends at %s', async (_, error) => {
		expect(await wait(600_000, late, error)).toMatchObject({ result: error, asked: 2 });
	});

	it('ends where the recording cannot come', async () => {
		const gone = { missing: 'Удалена', mayCome: false };
		expect(await wait(600_000, gone)).toMatchObject({ result: gone, asked: 1 });
	});
});

describe('mayBeRecorded', () => {
	it.each([
		[true, {}],
		[true, { successful: true, duration: 5 }],
		[true, { successful: 'true', duration: '5' }],
		[true, { successful: null, duration: null }],
		[true, { duration: '' }],
		[true, { callphase: 'callconnected', successful: false, duration: 0 }],
		[false, { successful: false, duration: 5 }],
		[false, { successful: 'False' }],
		[false, { successful: '0' }],
		[false, { duration: 0 }],
		[false, { duration: '0' }],
		[false, { successful: 'true', duration: '-1' }],
	])('is %s for %j', (may, call) => {
		expect(mayBeRecorded(call)).toBe(may);
	});
});
