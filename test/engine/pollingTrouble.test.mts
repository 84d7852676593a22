import { describe, expect, it, vi } from 'vitest';
import { sandbox } from '../support/sandbox.mts';
import { idsOf, now, trigger, triggerForEach } from '../support/trigger.mts';

triggerForEach();

describe('a poll that fails', () => {
	const broken = { options: { retryFor: 0 } };
	const refuse = () => sandbox.configure({ faults: [{ kind: '403' }] });

	it('fails the activation, because somebody is looking', async () => {
		refuse();
		await expect(trigger.start({ parameters: broken })).rejects.toThrow('refused the API token');
	});

	it('keeps quiet while Calltouch is away for a short time, and then tells once an hour', async () => {
		// The hours of this test may reach the next day, with its calls.
		sandbox.configure({ callsPerDay: 0 });
		await trigger.start({ parameters: broken });
		const call = sandbox.addCall();
		sandbox.configure({ faults: [{ kind: '502' }] });
		const start = Date.now();
		const after = (minutes: number) =>
			vi.spyOn(Date, 'now').mockReturnValue(start + minutes * 60_000);
		expect(await trigger.poll()).toEqual([]);
		after(14);
		expect(await trigger.poll()).toEqual([]);
		after(16);
		await expect(trigger.poll()).rejects.toThrow('could not answer');
		after(30);
		expect(await trigger.poll()).toEqual([]);
		after(77);
		await expect(trigger.poll()).rejects.toThrow('could not answer');
		sandbox.configure({ faults: [] });
		expect(idsOf(await trigger.poll())).toEqual([call]);
	});

	it('tells at the second time when somebody has to change something', async () => {
		await trigger.start({ parameters: broken });
		refuse();
		expect(await trigger.poll()).toEqual([]);
		await expect(trigger.poll()).rejects.toMatchObject({
			message: expect.stringContaining('refused the API token') as string,
			description: expect.stringContaining('credential') as string,
		});
		expect(await trigger.poll()).toEqual([]);
	});

	it.each(['502', 'hang'] as const)(
		'tells of "%s" although a poll may take less time than Keep Trying For and Timeout',
		async (kind) => {
			sandbox.configure({ callsPerDay: 0 });
			await trigger.start();
			const call = sandbox.addCall();
			Object.assign(trigger.polling, { getPollBudgetMs: () => 800 });
			sandbox.configure({ faults: [{ kind }] });
			const start = Date.now();
			expect(await trigger.poll()).toEqual([]);
			vi.spyOn(Date, 'now').mockReturnValue(start + 16 * 60_000);
			await expect(trigger.poll()).rejects.toThrow();
			sandbox.configure({ faults: [] });
			Object.assign(trigger.polling, { getPollBudgetMs: () => undefined });
			expect(idsOf(await trigger.poll())).toEqual([call]);
		},
	);

	it.each(['newCall', 'changedCall'])(
		'tells when the time of each poll is over before Calltouch answers: %s',
		async (event) => {
			sandbox.configure({ callsPerDay: 0 });
			await trigger.start({ parameters: { event } });
			// So little that the shares of it that one request may take are over at the same moment.
			Object.assign(trigger.polling, { getPollBudgetMs: () => 1.3 });
			const start = Date.now();
			expect(await trigger.poll()).toEqual([]);
			vi.spyOn(Date, 'now').mockReturnValue(start + 16 * 60_000);
			await expect(trigger.poll()).rejects.toThrow('time of the poll was over');
		},
	);

	it('does not fail the start of n8n', async () => {
		await trigger.start({ parameters: broken });
		refuse();
		expect(await trigger.start({ activation: 'init', parameters: broken })).toEqual([]);
	});
});

describe('a test in the editor', () => {
	it('shows the newest call, and remembers nothing', async () => {
		sandbox.configure({ callsPerDay: 0 });
		sandbox.addCall({ timestamp: now() - 50_000 });
		const running = sandbox.addCall({ connected: true });
		const newest = sandbox.addCall({ timestamp: now() - 1 });
		expect(idsOf(await trigger.test())).toEqual([newest]);
		expect(idsOf(await trigger.test({ options: { emitWhen: 'appeared' } }))).toEqual([running]);
	});

	it('looks back until there is one', async () => {
		sandbox.configure({ callsPerDay: 0 });
		const old = sandbox.addCall({ timestamp: now() - 9 * 86_400 });
		expect(idsOf(await trigger.test())).toEqual([old]);
	});

	it('says why there is none', async () => {
		sandbox.configure({ callsPerDay: 0 });
		await expect(trigger.test()).rejects.toMatchObject({
			message: 'There is no call to show: Calltouch has none in the last 30 days',
			description: expect.stringContaining('make a call') as string,
		});
		sandbox.addCall({ connected: true });
		await expect(trigger.test()).rejects.toThrow('only 1 that did not end yet');
	});

	it.each([
		[{ event: 'newThing' }, 'Event "newThing" is not known'],
		[{ options: { lookback: 500 } }, 'Lookback (Hours) "500" is not a number of hours'],
		[{ options: { startFrom: 'soon' } }, 'Start From "soon" is not a date'],
		[{ options: { startFrom: '9999-12-31' } }, 'Start From "9999-12-31" is after today'],
		[{ options: { startFrom: '1000-01-01' } }, 'Start From "1000-01-01" is before 2000-01-01'],
		[{ options: { emitWhen: 'later' } }, 'Emit When "later" is not known'],
		[{ filters: { timeFrom: '25:00' } }, 'Time From "25:00" is not a time of day'],
	])('names what cannot be right: %o', async (parameters, message) => {
		await expect(trigger.test(parameters)).rejects.toThrow(message);
	});
});
