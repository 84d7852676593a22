import { describe, expect, it } from 'vitest';
import { execute, simplifiedCall } from '../support/calltouch.mts';
import { callIdsOf, lastQuery, sandbox, sandboxForEach } from '../support/sandbox.mts';

sandboxForEach({ callsPerDay: 7 });

const getAll = { resource: 'call', operation: 'getAll' };
const days = { period: 'range', dateFrom: '2025-12-30', dateTo: '2026-01-01' };
const threeDays = ['2025-12-30', '2025-12-31', '2026-01-01'];

describe('call: getAll', () => {
	it('gives three days of calls in order, each once', async () => {
		const { json, status } = await execute(sandbox, {
			...getAll,
			...days,
			returnAll: true,
			output: 'raw',
		});
		expect(status).toBe('success');
		expect(json.map(({ callId }) => callId)).toEqual(threeDays.flatMap(callIdsOf));
	});

	it('gives yesterday by default, fifty at most, ten useful fields each', async () => {
		sandbox.configure({ callsPerDay: 80 });
		const { json } = await execute(sandbox, getAll);
		expect(json).toHaveLength(50);
		expect(Object.keys(json[0] ?? {})).toEqual(simplifiedCall);
		expect(json[0]?.date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+03:00$/);
		expect(lastQuery()).toMatchObject({ page: '1', limit: '50' });
	});

	it('takes the period from an expression, and then needs no dates', async () => {
		const { error } = await execute(sandbox, { ...getAll, period: '={{ "yesterday" }}' });
		expect(error).toBeUndefined();
		const asked = lastQuery();
		await execute(sandbox, { ...getAll, period: 'yesterday' });
		expect(lastQuery()).toEqual(asked);
	});

	it('reads as many pages as there are, each once', async () => {
		sandbox.configure({ callsPerDay: 1300 });
		const { json } = await execute(sandbox, { ...getAll, ...days, returnAll: true });
		expect(json.map(({ callId }) => callId)).toEqual(threeDays.flatMap(callIdsOf));
		expect(sandbox.requests.map(({ query }) => query.page)).toEqual(['1', '2', '3', '4']);
		expect(sandbox.counts.refused).toBe(0);
	});

	it.each(['totalPage', 'none'] as const)(
		'reads on when the journal counts its pages as %s',
		async (totalKey) => {
			sandbox.configure({ callsPerDay: 1300, totalKey });
			const { json } = await execute(sandbox, { ...getAll, ...days, returnAll: true });
			expect(json).toHaveLength(3900);
		},
	);

	it('asks day by day where the journal sends bare arrays', async () => {
		sandbox.configure({ journalMode: 'plain' });
		const oneDay = {
			...getAll,
			period: 'range',
			dateFrom: '2025-12-30',
			dateTo: '2025-12-30',
			returnAll: true,
		};
		expect((await execute(sandbox, oneDay)).json.map(({ callId }) => callId)).toEqual(
			callIdsOf('2025-12-30'),
		);
	});

	it('takes the limit across pages', async () => {
		sandbox.configure({ callsPerDay: 1300 });
		const { json } = await execute(sandbox, { ...getAll, ...days, limit: 1500 });
		expect(json.map(({ callId }) => callId)).toEqual(threeDays.flatMap(callIdsOf).slice(0, 1500));
		expect(sandbox.requests).toHaveLength(2);
	});

	it('gives no item and no error for a day without calls', async () => {
		for (const emptyPageTotal of [0, 1] as const) {
			sandbox.configure({ callsPerDay: 0, emptyPageTotal });
			expect(await execute(sandbox, getAll)).toMatchObject({ status: 'success', json: [] });
		}
	});

	it('gives raw records exactly as sent, with every digit of wide ids', async () => {
		const json =
			'{"callId":5,"__proto__":{"a":1},"ctClientId":800000000802881111,"date":"31/12/2025 10:00:00","text":"\\u0000: 12345678901234567890,","big":-12345678901234567890}';
		sandbox.configure({ callsPerDay: 0, extraRecords: [{ date: '2025-12-31', json }] });
		const { items } = await execute(sandbox, { ...getAll, ...days, output: 'raw' });
		const quoted = json
			.replace('800000000802881111', '"800000000802881111"')
			.replace(':-12345678901234567890', ':"-12345678901234567890"');
		expect(JSON.stringify(items[0]?.json)).toBe(JSON.stringify(JSON.parse(quoted)));
	});

	it('gives only the selected fields, null where a call has none, and asks for the blocks among them', async () => {
		sandbox.configure({
			callsPerDay: 0,
			extraRecords: [{ date: '2025-12-31', json: '{"callId":5,"date":"31/12/2025 10:00:00"}' }],
		});
		const { json } = await execute(sandbox, {
			...getAll,
			...days,
			output: 'selected',
			fields: ['callTags', 'callId', 'city'],
		});
		expect(json).toEqual([{ callTags: null, callId: 5, city: null }]);
		expect(lastQuery()).toMatchObject({ withCallTags: 'true' });
	});

	it('writes dates for sheets, and tags as names, except in raw', async () => {
		const callTags = [{ category: '', type: 'MANUAL', names: ['а', 'б'] }, { names: ['в'] }];
		const call = { callId: 5, timestamp: 1767164400, date: '31/12/2025 10:00:00', callTags };
		sandbox.configure({
			callsPerDay: 0,
			extraRecords: [{ date: '2025-12-31', json: JSON.stringify(call) }],
		});
		const options = { dateFormat: 'local' };
		const shared = { ...days, include: ['callTags'], options };
		const shown = { callId: 5, date: '2025-12-31 10:00:00', callTags: ['а', 'б', 'в'] };
		expect((await execute(sandbox, { ...getAll, ...shared })).json).toMatchObject([shown]);
		const get = { resource: 'call', operation: 'get', callId: '5' };
		expect((await execute(sandbox, { ...get, ...shared })).json).toMatchObject([shown]);
		const selected = { output: 'selected', fields: ['date', 'callTags'] };
		expect((await execute(sandbox, { ...getAll, ...shared, ...selected })).json).toEqual([
			{ date: call.date, callTags: ['а', 'б', 'в'] },
		]);
		const raw = { ...getAll, ...shared, output: 'raw' };
		expect((await execute(sandbox, raw)).json).toEqual([call]);
	});

	it.each(['raw', 'simplified', 'selected'])(
		'takes a call with missing and null keys in output %s',
		async (output) => {
			const records = [
				'{}',
				'{"callId":null,"date":null,"timestamp":null,"callTags":null}',
				'{"callId":7,"timestamp":"x","date":5}',
			];
			sandbox.configure({
				callsPerDay: 0,
				extraRecords: records.map((json) => ({ date: '2025-12-31', json })),
			});
			const { json, status } = await execute(sandbox, { ...getAll, ...days, output });
			expect(status).toBe('success');
			expect(json).toHaveLength(3);
		},
	);
});
