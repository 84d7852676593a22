import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.mts';
import { execute } from '../support/calltouch.mts';
import { everyOperation, unlikePreview } from '../support/everyOperation.mts';

const day = '2025-12-31';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ callsPerDay: 10 });
	sandbox.addDeal({ fields: { orderNumber: 'A-100' } });
});
afterAll(async () => await sandbox.stop());

describe('the output preview', () => {
	it.each(Object.keys(everyOperation('1', day)))('of %s tells what comes out', async (name) => {
		const callId = String(sandbox.callIds(12345, day)[0]);
		const parameters = everyOperation(callId, day)[name] as Record<string, unknown>;
		const { json } = await execute(sandbox, parameters);
		expect(json.length).toBeGreaterThan(0);
		for (const item of json) expect(unlikePreview(parameters, item)).toEqual([]);
	});

	it('of a call allows for one that has not ended', async () => {
		const running = { duration: null, successful: null };
		const item = {
			...(await execute(sandbox, everyOperation('1', day)['call: getAll'] ?? {})).json[0],
		};
		for (const operation of ['get', 'getAll']) {
			const parameters = { resource: 'call', operation };
			expect(unlikePreview(parameters, { ...item, ...running })).toEqual([]);
		}
	});
});
