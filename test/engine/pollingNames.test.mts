import { describe, expect, it, vi } from 'vitest';
import { sandbox } from '../support/sandbox.mts';
import { idsOf, startProcess, trigger, triggerForEach } from '../support/trigger.mts';

triggerForEach();

/** Publishes the workflow with the node under another name, and gives what the first poll emits. */
async function rename(name: string, more: Parameters<typeof trigger.start>[0] = {}) {
	return idsOf(await trigger.start({ activation: 'update', ...more, name }));
}

describe.each([true, false])('another name, with nodes behind the trigger: %s', (followed) => {
	it('keeps the memory', async () => {
		await trigger.start({ name: 'Calls', followed });
		expect(await trigger.poll()).toEqual([]);
		const call = sandbox.addCall();
		expect(await rename('Calls of today', { followed })).toEqual([call]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('and one more soon after keep it as well', async () => {
		await trigger.start({ name: 'Calls', followed });
		expect(await rename('Second', { followed })).toEqual([]);
		const calls = [sandbox.addCall()];
		expect(await rename('Third', { followed })).toEqual(calls);
		const later = sandbox.addCall();
		expect(await rename('Fourth', { followed })).toEqual([later]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('and the first one again repeat nothing', async () => {
		await trigger.start({ name: 'Calls', followed });
		for (const name of ['Second', 'Third', 'Calls', 'Second', 'Third', 'Calls']) {
			expect(await rename(name, { followed })).toEqual([]);
			const call = sandbox.addCall();
			expect(idsOf(await trigger.poll())).toEqual([call]);
		}
		const missed = sandbox.addCall();
		expect(await rename('Calls', { followed })).toEqual([missed]);
	});

	it('and the first one again repeat nothing after a restart in between', async () => {
		await trigger.start({ name: 'Calls', followed });
		await rename('Second', { followed });
		const call = sandbox.addCall();
		expect(idsOf(await trigger.poll())).toEqual([call]);
		const process = startProcess();
		expect(await rename('Second', { followed, process, activation: 'init' })).toEqual([]);
		const next = sandbox.addCall();
		expect(await rename('Calls', { followed, process })).toEqual([next]);
	});

	it('and the first one again lose nothing that n8n has thrown away', async () => {
		await trigger.start({ name: 'Calls', followed });
		await rename('Second', { followed });
		const seen = sandbox.addCall();
		expect(idsOf(await trigger.poll())).toEqual([seen]);
		const { saved } = trigger;
		const call = sandbox.addCall();
		expect(await rename('Calls', { followed })).toEqual([call]);
		// As if n8n could not store the execution.
		trigger.saved = saved;
		expect(await rename('Calls', { followed })).toEqual([call]);
		expect(await trigger.poll()).toEqual([]);
	});
});

describe('a clock that was ahead', () => {
	it('makes no call come twice when the node gets an earlier name back', async () => {
		sandbox.configure({ callsPerDay: 0 });
		await trigger.start({ name: 'Calls' });
		const start = Date.now();
		const clock = vi.spyOn(Date, 'now').mockReturnValue(start + 7_200_000);
		expect(await rename('Second')).toEqual([]);
		clock.mockReturnValue(start + 60_000);
		expect(await rename('Calls')).toEqual([]);
		for (let calls = 0; calls < 3; calls++) {
			const call = sandbox.addCall({ timestamp: Math.floor(start / 1000) + 30 });
			expect(idsOf(await trigger.poll())).toEqual([call]);
		}
		expect(await trigger.poll()).toEqual([]);
	});
});

describe('names of nodes that share an id', () => {
	it('begin anew when both have gone, as it may be either', async () => {
		await trigger.start({ name: 'Calls', others: { Copy: {} } });
		sandbox.addCall();
		expect(await rename('Only')).toEqual([]);
	});

	it('go on when the other one has been gone for long', async () => {
		await trigger.start({ name: 'Calls', others: { Copy: {} } });
		await rename('Calls');
		const later = Date.now() + 3_600_000;
		vi.spyOn(Date, 'now').mockImplementation(() => later);
		sandbox.configure({ callsPerDay: 0 });
		await trigger.poll();
		const call = sandbox.addCall({ timestamp: Math.floor(later / 1000) - 60 });
		expect(await rename('Only')).toEqual([call]);
	});

	it('are not mistaken for former ones', async () => {
		const others = { Copy: {}, More: {} };
		await trigger.start({ name: 'Calls', others });
		const call = sandbox.addCall();
		const found = await trigger.start({ name: 'Calls', others, activation: 'update' });
		expect(idsOf(found)).toEqual([call, call, call]);
		for (const name of ['Calls', 'Copy', 'More']) expect(await trigger.poll(name)).toEqual([]);
	});
});
