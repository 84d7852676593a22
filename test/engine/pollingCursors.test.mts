import { describe, expect, it, vi } from 'vitest';
import { sandbox } from '../support/sandbox.mts';
import { idsOf, now, startProcess, trigger, triggerForEach } from '../support/trigger.mts';

triggerForEach();

describe('durable cursors', () => {
	it('lose no change that another main has prepared for', async () => {
		trigger.savesEachPoll = true;
		const [a, b] = [startProcess(), startProcess()];
		await trigger.start({ process: a, parameters: { event: 'changedCall' } });
		expect(await trigger.pollAnew(a)).toEqual([]);
		const call = sandbox.addCall({ fields: { manager: null } });
		expect(await trigger.pollAnew(b)).toEqual([]);
		sandbox.updateCall(call, { fields: { manager: 'Петров' } });
		expect(idsOf(await trigger.pollAnew(a))).toEqual([call]);
		expect(await trigger.pollAnew(b)).toEqual([]);
	});

	it('begin with publishing, although n8n does not store what that poll has noted', async () => {
		trigger.savesEachPoll = true;
		await trigger.start();
		const call = sandbox.addCall();
		expect(idsOf(await trigger.pollAnew())).toEqual([call]);
		expect(await trigger.pollAnew()).toEqual([]);
	});

	it('take the time in which a workflow was switched off for history', async () => {
		trigger.savesEachPoll = true;
		await trigger.start();
		expect(await trigger.pollAnew()).toEqual([]);
		const later = Date.now() + 3 * 86_400_000;
		vi.spyOn(Date, 'now').mockImplementation(() => later);
		sandbox.addCall({ timestamp: now() - 86_400 });
		expect(await trigger.start({ activation: 'activate' })).toEqual([]);
		const call = sandbox.addCall({ timestamp: now() - 60 });
		expect(idsOf(await trigger.pollAnew())).toEqual([call]);
		expect(await trigger.pollAnew()).toEqual([]);
	});
});

describe('an activation that another node of the workflow has failed', () => {
	it('does not bring back what came while the workflow was off', async () => {
		await trigger.start();
		const { saved } = trigger;
		const later = Date.now() + 3 * 86_400_000;
		vi.spyOn(Date, 'now').mockImplementation(() => later);
		sandbox.addCall({ timestamp: now() - 86_400 });
		expect(await trigger.start()).toEqual([]);
		// As n8n does when the activation fails.
		trigger.saved = saved;
		expect(await trigger.start()).toEqual([]);
		const call = sandbox.addCall({ timestamp: now() - 60 });
		expect(idsOf(await trigger.poll())).toEqual([call]);
	});
});
