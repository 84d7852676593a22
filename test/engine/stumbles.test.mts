import { describe, expect, it } from 'vitest';
import { execute } from '../support/calltouch.mts';
import { sandbox, sandboxForEach } from '../support/sandbox.mts';
import { trigger, triggerForEach } from '../support/trigger.mts';

/** Calltouch may tell of its own trouble with status 200 and a code of the server in the body. */
const stumble = { kind: 'jsonError200', shape: 'B' } as const;

describe('a stumble of Calltouch with status 200', () => {
	sandboxForEach();

	it.each([
		{ resource: 'call', operation: 'getAll', returnAll: true },
		{ resource: 'request', operation: 'getAll', returnAll: true },
		{ resource: 'stats', operation: 'get', breakdown: 'callsTotal' },
	])('is waited out by %o', async (parameters) => {
		sandbox.configure({ faults: [{ ...stumble, times: 1 }] });
		const { error, items } = await execute(sandbox, parameters);
		expect(error).toBeUndefined();
		expect(items.length).toBeGreaterThan(0);
	});

	it('says nothing of a recording, which is asked for again', async () => {
		const callId = sandbox.addCall({ fields: { successful: true, duration: 30 } });
		sandbox.configure({ faults: [{ ...stumble, times: 1 }] });
		const { json } = await execute(sandbox, { resource: 'record', operation: 'download', callId });
		expect(json[0]?.record).toMatchObject({ status: true });
		expect(sandbox.requests).toHaveLength(2);
	});

	it('blames no parameter when it lasts', async () => {
		sandbox.configure({ faults: [stumble] });
		const parameters = { resource: 'request', operation: 'getAll', options: { retryFor: 0 } };
		const { error } = await execute(sandbox, parameters);
		expect(error?.message).toMatch(/^Calltouch could not answer \(error 500\): "/);
		expect(error?.description).toBe('This is on the side of Calltouch. Try again later.');
	});

	it('is a refusal with a code of the client', async () => {
		sandbox.configure({ faults: [{ ...stumble, shape: 'C' }] });
		const { error } = await execute(sandbox, { resource: 'request', operation: 'getAll' });
		expect(error?.message).toMatch(/^Calltouch refused the request: "/);
		expect(sandbox.requests).toHaveLength(1);
	});
});

describe('a poll that meets a stumble with status 200', () => {
	triggerForEach();

	it('keeps quiet, as with any trouble that passes', async () => {
		await trigger.start({ parameters: { options: { retryFor: 0 } } });
		sandbox.configure({ faults: [stumble] });
		for (let polls = 0; polls < 3; polls++) expect(await trigger.poll()).toEqual([]);
	});
});
