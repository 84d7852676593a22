import { describe, expect, it } from 'vitest';
import { sandbox } from '../support/sandbox.mts';
import { idsOf, startProcess, trigger, triggerForEach } from '../support/trigger.mts';

triggerForEach();

const two = { name: 'A', others: { B: {} }, followed: true };
const poll = async (name: string) => idsOf(await trigger.poll(name));
/** Starts n8n again, and gives what the first polls emit. */
const restart = async () =>
	idsOf(await trigger.start({ ...two, activation: 'init', process: startProcess() }));

describe('two triggers of a workflow that n8n has not registered together', () => {
	it.each([
		['A', 'B'],
		['B', 'A'],
	])('repeat nothing after a restart when %s emits before %s', async (...order) => {
		await trigger.start(two);
		expect(await trigger.startOnly('B', { filters: {} })).toEqual([]);
		const call = sandbox.addCall();
		for (const name of order) expect(await poll(name)).toEqual([call]);
		expect(await restart()).toEqual([]);
		const next = sandbox.addCall();
		for (const name of ['A', 'B']) expect(await poll(name)).toEqual([next]);
	});

	it('lose nothing when one of them was added later', async () => {
		await trigger.start({ ...two, others: {} });
		expect(await trigger.startOnly('B', {})).toEqual([]);
		const call = sandbox.addCall();
		expect(await poll('A')).toEqual([call]);
		expect(await restart()).toEqual([call]);
		expect(await poll('B')).toEqual([]);
	});

	it('keep one memory each when n8n has registered them together again', async () => {
		await trigger.start(two);
		await trigger.startOnly('B', { filters: {} });
		sandbox.addCall();
		for (const name of ['A', 'B']) await poll(name);
		expect(Object.keys(trigger.saved.global as object)).toEqual(['calltouchTriggers']);
		await restart();
		const call = sandbox.addCall();
		for (const name of ['A', 'B']) expect(await poll(name)).toEqual([call]);
		expect(trigger.saved.global).toEqual({});
	});
});
