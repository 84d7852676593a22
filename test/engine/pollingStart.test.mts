import { beforeEach, describe, expect, it, vi } from 'vitest';
import { accountDay, dayBefore } from '../support/accountDay.mts';
import { sandbox } from '../support/sandbox.mts';
import { idsOf, now, trigger, triggerForEach } from '../support/trigger.mts';

triggerForEach();

describe('the first poll after publishing', () => {
	/** Each request takes seconds of the clock. */
	function slowRequests(seconds: number) {
		const start = Date.now();
		const before = sandbox.requests.length;
		const passed = () => (sandbox.requests.length - before) * seconds * 1000;
		vi.spyOn(Date, 'now').mockImplementation(() => start + passed());
	}

	it('ends before n8n gives the publication up, and the next one goes on', async () => {
		slowRequests(25);
		const parameters = { options: { startFrom: dayBefore(6) } };
		const first = idsOf(await trigger.start({ parameters }));
		expect(first).toHaveLength(3 * 5);
		const then = idsOf(await trigger.poll());
		expect(new Set([...first, ...then]).size).toBe(7 * 5);
	});

	it('ends when it has found nothing so far, and the next one goes on', async () => {
		sandbox.configure({ callsPerDay: 0 });
		const call = sandbox.addCall({ timestamp: now() - 60 });
		slowRequests(25);
		const parameters = { options: { startFrom: dayBefore(6) } };
		expect(await trigger.start({ parameters })).toEqual([]);
		expect(idsOf(await trigger.poll())).toEqual([call]);
	});

	it('leaves out the rest when Start From is taken away, and finds it when it is set again', async () => {
		sandbox.configure({ lastDay: dayBefore(1) });
		slowRequests(25);
		const since = {
			activation: 'update',
			parameters: { options: { startFrom: dayBefore(6) } },
		} as const;
		const first = idsOf(await trigger.start(since));
		expect(first).toHaveLength(3 * 5);
		const call = sandbox.addCall({ timestamp: now() });
		const edited = idsOf(await trigger.start({ activation: 'update' }));
		const next = sandbox.addCall({ timestamp: now() });
		expect([...edited, ...idsOf(await trigger.poll())]).toEqual([call, next]);
		const rest = idsOf(await trigger.start(since));
		for (let polls = 0; polls < 3; polls++) rest.push(...idsOf(await trigger.poll()));
		expect(rest).toHaveLength(3 * 5);
		expect(new Set([...first, ...rest, call, next]).size).toBe(6 * 5 + 2);
	});
});

describe('settings that change later', () => {
	it.each(['update', 'activate'] as const)(
		'emits what was not emitted since Start From, when n8n says "%s"',
		async (activation) => {
			await trigger.start();
			const fresh = [sandbox.addCall(), sandbox.addCall({ timestamp: now() - 7200 })];
			expect(idsOf(await trigger.poll()).sort()).toEqual([...fresh].sort());
			const since = (days: number) => ({
				activation,
				parameters: { options: { startFrom: dayBefore(days) } },
			});
			const two = idsOf(await trigger.start(since(2)));
			const four = idsOf(await trigger.start(since(4)));
			expect([two.length, four.length]).toEqual([3 * 5, 2 * 5]);
			expect(new Set([...fresh, ...two, ...four]).size).toBe(2 + 5 * 5);
			expect(await trigger.start(since(4))).toEqual([]);
			const next = sandbox.addCall();
			expect(idsOf(await trigger.poll())).toEqual([next]);
		},
	);

	it('leaves out the days of a pause that lie before Start From', async () => {
		const start = Date.now();
		await trigger.start();
		const later = start + 6 * 86_400_000;
		vi.spyOn(Date, 'now').mockImplementation(() => later);
		const call = sandbox.addCall({ timestamp: Math.floor(later / 1000) - 60 });
		sandbox.addCall({ timestamp: Math.floor(later / 1000) - 4 * 86_400 });
		const parameters = { options: { startFrom: accountDay(later) } };
		const found = idsOf(await trigger.start({ activation: 'activate', parameters }));
		expect(found).toContain(call);
		expect(found.length).toBeLessThanOrEqual(1 + 5);
	});

	it('reaches back with a longer lookback, and repeats nothing', async () => {
		const start = Date.now();
		const at = (hours: number) => Math.floor(start / 1000 + hours * 3600);
		const clock = vi.spyOn(Date, 'now');
		const pollAt = async (hours: number) => {
			clock.mockReturnValue(at(hours) * 1000);
			return idsOf(await trigger.poll());
		};
		sandbox.configure({ callsPerDay: 0 });
		const short = { options: { lookback: 2 } };
		await trigger.start({ parameters: short });
		const known: string[] = [];
		for (let hours = 6; hours <= 72; hours += 6) {
			const call = sandbox.addCall({ timestamp: at(hours) - 60 });
			expect(await pollAt(hours)).toEqual([call]);
			known.push(call);
		}
		const late = sandbox.addCall({ timestamp: at(20) });
		expect(await pollAt(73)).toEqual([]);
		const long = { activation: 'update', parameters: { options: { lookback: 72 } } } as const;
		expect(idsOf(await trigger.start(long))).toEqual([late]);
		expect(await pollAt(74)).toEqual([]);
		expect(known).not.toContain(late);
	});

	it('reaches back to no call that an earlier filter hid', async () => {
		const start = Date.parse('2025-12-01T09:00:00Z');
		const clock = vi.spyOn(Date, 'now');
		const at = (hours: number) => clock.mockReturnValue(start + hours * 3_600_000);
		sandbox.configure({ callsPerDay: 0, lastDay: '2025-12-30' });
		at(0);
		await trigger.start({ parameters: { filters: { answered: 'missed' } } });
		let hours = 24;
		for (; hours <= 144; hours += 24) {
			at(hours);
			sandbox.addCall({ timestamp: now() - 300, fields: { successful: true, duration: 60 } });
			const missed = { successful: false, duration: 0 };
			const call = sandbox.addCall({ timestamp: now() - 200, fields: missed });
			expect(idsOf(await trigger.poll())).toEqual([call]);
		}
		at(hours);
		expect(await trigger.start({ activation: 'update' })).toEqual([]);
		const late = sandbox.addCall({ timestamp: now() - 7200 });
		at(hours + 1);
		expect(idsOf(await trigger.poll())).toEqual([late]);
		const parameters = { options: { lookback: 168 } };
		expect(await trigger.start({ parameters, activation: 'update' })).toEqual([]);
	});
});

describe('a pause', () => {
	const start = Date.parse('2025-12-20T09:00:00Z');
	const minute = 60_000;
	let passed = 0;
	const at = () => Math.floor((start + passed) / 1000);
	const go = (minutes: number) => (passed += minutes * minute);

	beforeEach(() => {
		passed = 0;
		vi.spyOn(Date, 'now').mockImplementation(() => start + passed);
		sandbox.configure({ callsPerDay: 0, lastDay: '2025-12-20' });
	});

	it.each([
		['running', {}, { connected: true }],
		[
			'waiting for its recording',
			{ emitWhen: 'recorded' },
			{ fields: { successful: true, duration: 60 } },
		],
	])(
		'is made up for later with Start From, a call %s at its beginning too',
		async (_, options, call) => {
			sandbox.configure({ faults: [{ kind: '404', path: '/download' }] });
			await trigger.start({ parameters: { options } });
			const before = sandbox.addCall({ timestamp: at() });
			go(90);
			expect(idsOf(await trigger.poll())).toEqual([before]);
			const open = sandbox.addCall({ ...call, timestamp: at() - 30 });
			expect(await trigger.poll()).toEqual([]);
			go(20);
			sandbox.updateCall(open, { connected: false });
			const within = sandbox.addCall({ timestamp: at() - 300 });
			go(100);
			expect(await trigger.start({ parameters: { options } })).toEqual([]);
			const startFrom = '2025-12-19';
			const later = {
				parameters: { options: { ...options, startFrom } },
				activation: 'update',
			} as const;
			expect(idsOf(await trigger.start(later))).toEqual([open, within]);
			expect(await trigger.poll()).toEqual([]);
		},
	);
});
