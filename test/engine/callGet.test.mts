import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.mts';
import { execute, siteId } from '../support/calltouch.mts';

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox({ callsPerDay: 7 });
});
afterEach(async () => await sandbox.stop());

const days = { period: 'range', dateFrom: '2025-12-30', dateTo: '2026-01-01' };
const idsOf = (day: string) => sandbox.callIds(Number(siteId), day).map(Number);
const lastQuery = () => sandbox.requests.at(-1)?.query ?? {};

describe('call: get', () => {
	const get = { resource: 'call', operation: 'get', ...days };

	it.each([false, true])(
		'finds one call by its id (server ignores the filter: %s)',
		async (ignoreFilters) => {
			sandbox.configure({ ignoreFilters, callsPerDay: 700 });
			const callId = idsOf('2026-01-01').at(-1);
			const { json } = await execute(sandbox, {
				...get,
				callId: String(callId),
				output: 'raw',
				include: ['callTags'],
			});
			expect(json).toHaveLength(1);
			expect(json[0]).toMatchObject({ callId });
			expect(lastQuery()).toMatchObject({ callId: String(callId), withCallTags: 'true' });
		},
	);

	it('takes the id as a number from an expression', async () => {
		const callId = idsOf('2025-12-30')[0];
		const { json } = await execute(
			sandbox,
			{ ...get, callId: '={{ $json.callId }}' },
			{ items: [{ json: { callId } }] },
		);
		expect(json).toMatchObject([{ callId }]);
	});

	it('says that there is no such call in the period', async () => {
		const { error } = await execute(sandbox, { ...get, callId: '999' });
		expect(error?.message).toBe('Calltouch has no call 999 from 2025-12-30 to 2026-01-01');
		expect(error?.description).toContain('choose a Period that includes the day of the call');
	});
});
