import { expect, it } from 'vitest';
import { execute, toBranch } from '../support/calltouch.mts';
import { sandbox, sandboxForEach } from '../support/sandbox.mts';

sandboxForEach({ callsPerDay: 0 });

const get = {
	resource: 'call',
	operation: 'get',
	callId: "={{ $('Items').itemMatching(5).json.callId }}",
};

it('an expression that fails is explained as n8n explains it', async () => {
	const { error } = await execute(sandbox, get);
	expect(error?.context).toMatchObject({
		itemIndex: 0,
		messageTemplate: expect.any(String) as unknown,
		parameter: 'callId',
	});
	const { failed } = await execute(sandbox, get, toBranch);
	expect(failed[0]?.json.error).toBe(error?.message);
});
