import { describe, expect, it } from 'vitest';
import { execute } from '../support/calltouch.mts';
import { callIdsOf, lastQuery, sandbox, sandboxForEach } from '../support/sandbox.mts';

sandboxForEach({ callsPerDay: 7 });

const days = { period: 'range', dateFrom: '2025-12-30', dateTo: '2026-01-01' };

describe('call: get', () => {
	const get = { resource: 'call', operation: 'get', ...days };

	it.each([false, true])(
		'finds one call by its id (server ignores the filter: %s)',
		async (ignoreFilters) => {
			sandbox.configure({ ignoreFilters, callsPerDay: 700 });
			const callId = callIdsOf('2026-01-01').at(-1);
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
		const callId = callIdsOf('2025-12-30')[0];
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

describe('call: get behind a trigger', () => {
	it('finds the call as it was dropped there, on the day that the item tells', async () => {
		const call = sandbox.addCall();
		const date = new Date().toISOString();
		const parameters = { resource: 'call', operation: 'get' };
		const items = [{ json: { callId: Number(call), date } }];
		const { json } = await execute(sandbox, parameters, { items });
		expect(json.map(({ callId }) => String(callId))).toEqual([call]);
	});

	it('knows the call of the item as a spreadsheet writes its number', async () => {
		const [callId = 0] = callIdsOf('2025-12-30');
		const written = callId.toLocaleString('ru');
		const parameters = { resource: 'call', operation: 'get' };
		const items = [{ json: { callId: written, date: '30.12.2025 10:00' } }];
		const { json } = await execute(sandbox, parameters, { items });
		expect(json).toMatchObject([{ callId }]);
		expect(sandbox.requests).toHaveLength(1);
	});

	it('looks through thirty days when nothing tells the day, the last week first', async () => {
		const daysAgo = (days: number) => Math.floor(Date.now() / 1000) - days * 86_400;
		const recent = sandbox.addCall({ timestamp: daysAgo(2) });
		const older = sandbox.addCall({ timestamp: daysAgo(28) });
		const oldest = sandbox.addCall({ timestamp: daysAgo(31) });
		const find = async (callId: string) => {
			sandbox.requests.clear();
			const found = await execute(sandbox, { resource: 'call', operation: 'get', callId });
			return [found.json.map((call) => String(call.callId)), sandbox.requests.length];
		};
		expect(await find(recent)).toEqual([[recent], 1]);
		expect(await find(older)).toEqual([[older], 2]);
		expect(await find(oldest)).toEqual([[], 2]);
	});

	it('looks in the period when the day of the item was wrong', async () => {
		const yesterday = Math.floor(Date.now() / 1000) - 86_400;
		const call = sandbox.addCall({ timestamp: yesterday });
		const items = [{ json: { callId: Number(call), date: '2020-01-01T10:00:00+03:00' } }];
		const parameters = { resource: 'call', operation: 'get' };
		const { json } = await execute(sandbox, parameters, { items });
		expect(json.map(({ callId }) => String(callId))).toEqual([call]);
	});
});
