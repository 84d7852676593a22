import { describe, expect, it, vi } from 'vitest';
import { dayBefore } from '../support/accountDay.mts';
import { execute } from '../support/calltouch.mts';
import { sandbox } from '../support/sandbox.mts';
import { idsOf, now, startProcess, trigger, triggerForEach } from '../support/trigger.mts';

triggerForEach();

const recorded = (more: object = {}) => ({ options: { emitWhen: 'recorded', ...more } });
const answered = { successful: true, duration: 30, waitingConnect: 5 };
/** Adds a call that has just ended. */
const addCall = (fields: Record<string, unknown> = answered) =>
	sandbox.addCall({ timestamp: now() - 40, fields });
const asks = () => sandbox.requests.filter(({ path }) => path.endsWith('/download'));

/** A clock that shows so many minutes more than now; no call comes by itself. */
function startClock() {
	sandbox.configure({ callsPerDay: 0 });
	const start = Date.now();
	return (minutes: number) => void vi.spyOn(Date, 'now').mockReturnValue(start + minutes * 60_000);
}

describe('Emit When: Recorded', () => {
	it('emits a call when its recording is there, once, for Download to get it', async () => {
		const at = startClock();
		sandbox.configure({ recordingDelay: 5 * 60 });
		await trigger.start({ parameters: recorded() });
		const call = addCall();
		for (const minutes of [0, 1, 2, 4]) {
			at(minutes);
			expect(await trigger.poll()).toEqual([]);
		}
		at(7);
		const found = await trigger.poll();
		expect(idsOf(found)).toEqual([call]);
		const download = { resource: 'record', operation: 'download' };
		const { json } = await execute(sandbox, download, { items: [{ json: found[0] as never }] });
		expect(json[0]?.record).toMatchObject({ status: true });
		at(8);
		expect(await trigger.poll()).toEqual([]);
	});

	it.each(['404', 'json200', 'empty200'] as const)(
		'emits it without one when the wait is over, where a missing recording looks like %s',
		async (missingRecording) => {
			const at = startClock();
			sandbox.configure({ recordingDelay: 86_400, missingRecording });
			await trigger.start({ parameters: recorded({ waitForRecording: 10 }) });
			const call = addCall();
			for (const minutes of [0, 3, 9]) {
				at(minutes);
				expect(await trigger.poll()).toEqual([]);
			}
			expect(asks()).toHaveLength(3);
			at(10);
			expect(idsOf(await trigger.poll())).toEqual([call]);
			at(11);
			expect(await trigger.poll()).toEqual([]);
			expect(asks()).toHaveLength(3);
		},
	);

	it('asks for nothing where nothing can come: old, known, missed and running calls', async () => {
		const at = startClock();
		sandbox.configure({ recordingDelay: 600 });
		addCall();
		await trigger.start({ parameters: recorded() });
		const running = sandbox.addCall({ connected: true });
		const calls = [
			addCall({ successful: false, duration: 0 }),
			addCall({ successful: true, duration: 0 }),
			sandbox.addCall({ timestamp: now() - 5 * 3600, fields: answered }),
		];
		expect(idsOf(await trigger.poll()).sort()).toEqual([...calls].sort());
		sandbox.updateCall(running, { connected: false, fields: { ...answered, successful: false } });
		expect(idsOf(await trigger.poll())).toEqual([running]);
		at(30);
		expect(await trigger.poll()).toEqual([]);
		expect(asks()).toEqual([]);
	});

	it('asks for no recordings of the days since Start From, beyond the wait', async () => {
		sandbox.configure({ firstDay: '2025-12-01' });
		const startFrom = dayBefore(3);
		const found = await trigger.start({ parameters: recorded({ startFrom, waitForRecording: 1 }) });
		expect(found.length).toBeGreaterThanOrEqual(3 * 5);
		expect(asks().length).toBeLessThanOrEqual(5);
	});

	it('emits each call once, whatever is started again while it waits', async () => {
		const at = startClock();
		sandbox.configure({ recordingDelay: 5 * 60 });
		const parameters = recorded();
		await trigger.start({ parameters });
		const call = addCall();
		expect(await trigger.poll()).toEqual([]);
		at(2);
		expect(await trigger.start({ parameters, activation: 'update' })).toEqual([]);
		const other = startProcess();
		expect(await trigger.start({ parameters, activation: 'init', process: other })).toEqual([]);
		at(6);
		// n8n throws away the first result, because the workflow is published meanwhile.
		sandbox.configure({ latencyMs: 200 });
		const slow = trigger.poll();
		await vi.waitFor(() => expect(asks().length).toBeGreaterThan(0));
		sandbox.configure({ latencyMs: 0 });
		const atOnce = idsOf(await trigger.start({ parameters, activation: 'update' }));
		const all = [...idsOf(await slow), ...atOnce, ...idsOf(await trigger.poll())];
		expect(all).toEqual([call]);
		at(7);
		expect(await trigger.poll()).toEqual([]);
	});

	it('lets calls come as they are when Emit When changes, and does not repeat them', async () => {
		const at = startClock();
		sandbox.configure({ recordingDelay: 5 * 60 });
		await trigger.start({ parameters: recorded() });
		const call = addCall();
		expect(await trigger.poll()).toEqual([]);
		expect(idsOf(await trigger.start({ activation: 'update' }))).toEqual([call]);
		await trigger.start({ parameters: recorded(), activation: 'update' });
		at(6);
		expect(await trigger.poll()).toEqual([]);
	});

	it('tells once that the account may not get recordings, and emits its calls all the same', async () => {
		const at = startClock();
		await trigger.start({ parameters: recorded({ retryFor: 0 }) });
		sandbox.configure({ faults: [{ kind: '403', path: '/download' }] });
		const call = addCall();
		expect(await trigger.poll()).toEqual([]);
		at(5);
		expect(await trigger.poll()).toEqual([]);
		expect(trigger.told).toMatchObject([
			{
				message: expect.stringContaining('Recordings are refused') as string,
				description: expect.stringContaining('Emit When') as string,
			},
		]);
		at(61);
		expect(idsOf(await trigger.poll())).toEqual([call]);
	});

	it('emits a call at once of which Calltouch says that no recording will come', async () => {
		await trigger.start({ parameters: recorded() });
		const fault = {
			kind: 'error',
			status: 410,
			body: 'Запись удалена',
			path: '/download',
		} as const;
		sandbox.configure({ faults: [fault] });
		const call = addCall();
		expect(idsOf(await trigger.poll())).toEqual([call]);
	});

	it('asks once more in the same poll when the rate was refused, and in the next when the line broke', async () => {
		await trigger.start({ parameters: recorded({ retryFor: 0 }) });
		sandbox.configure({
			faults: [
				{ kind: '429', path: '/download', times: 1 },
				{ kind: 'resetBefore', path: '/download', skip: 1, times: 1 },
			],
		});
		const calls = [addCall(), addCall()];
		const atOnce = idsOf(await trigger.poll());
		expect(atOnce).toHaveLength(1);
		expect(asks()).toHaveLength(3);
		const next = idsOf(await trigger.poll());
		expect([...atOnce, ...next].sort()).toEqual(calls.sort());
	});

	it('holds no other call back while recordings do not answer in the time of the poll', async () => {
		sandbox.configure({ recordingDelay: 600 });
		await trigger.start({ parameters: recorded() });
		const late = addCall();
		const missed = addCall({ successful: false, duration: 0 });
		sandbox.configure({ faults: [{ kind: 'hang', path: '/download' }] });
		Object.assign(trigger.polling, { getPollBudgetMs: () => 2000 });
		expect(idsOf(await trigger.poll())).toEqual([missed]);
		sandbox.configure({ faults: [], recordingDelay: 0 });
		Object.assign(trigger.polling, { getPollBudgetMs: () => 60_000 });
		expect(idsOf(await trigger.poll())).toEqual([late]);
	});

	it('receives the beginning of a recording only', async () => {
		sandbox.configure({ recordingBytes: 100_000_000 });
		await trigger.start({ parameters: recorded() });
		const call = addCall();
		expect(idsOf(await trigger.poll())).toEqual([call]);
	});

	it('shows the newest call for a test, recorded or not', async () => {
		sandbox.configure({ callsPerDay: 0, recordingDelay: 600 });
		const call = addCall();
		expect(idsOf(await trigger.test(recorded()))).toEqual([call]);
		expect(asks()).toEqual([]);
	});

	it('refuses a wait that is longer than the lookback', async () => {
		const wait = { waitForRecording: 61, lookback: 1 };
		await expect(trigger.test(recorded(wait))).rejects.toMatchObject({
			message: 'Wait for Recording (Minutes) "61" is longer than Lookback (Hours) "1"',
			description: expect.stringContaining('Shorten the wait') as string,
		});
		await expect(trigger.test(recorded({ waitForRecording: 0 }))).rejects.toThrow(
			'Wait for Recording (Minutes) "0" is not a number of minutes from 1 to 1440',
		);
	});

	it('takes one request for each call that waits, and none until its age has grown', async () => {
		const at = startClock();
		sandbox.configure({ recordingDelay: 86_400 });
		await trigger.start({ parameters: recorded() });
		at(0);
		const calls = Array.from({ length: 20 }, () => addCall());
		sandbox.requests.clear();
		expect(await trigger.poll()).toEqual([]);
		expect(sandbox.requests.length).toBe(21);
		expect(await trigger.poll()).toEqual([]);
		expect(sandbox.requests.length).toBe(22);
		at(60);
		expect(idsOf(await trigger.poll()).sort()).toEqual([...calls].sort());
		expect(asks()).toHaveLength(20);
	});
});
