import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.mts';
import { execute, siteId, token } from '../support/calltouch.mts';

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox({ callsPerDay: 7 });
});
afterEach(async () => await sandbox.stop());

const getAll = { resource: 'call', operation: 'getAll' };
const days = { period: 'range', dateFrom: '2025-12-30', dateTo: '2026-01-01' };
const threeDays = ['2025-12-30', '2025-12-31', '2026-01-01'];
const idsOf = (day: string) => sandbox.callIds(Number(siteId), day).map(Number);
const lastQuery = () => sandbox.requests.at(-1)?.query ?? {};

describe('call: getAll', () => {
	it('gives three days of calls in order, each once', async () => {
		const { json, status } = await execute(sandbox, {
			...getAll,
			...days,
			returnAll: true,
			output: 'raw',
		});
		expect(status).toBe('success');
		expect(json.map(({ callId }) => callId)).toEqual(threeDays.flatMap(idsOf));
	});

	it('gives yesterday by default, fifty at most, ten useful fields each', async () => {
		sandbox.configure({ callsPerDay: 80 });
		const { json } = await execute(sandbox, getAll);
		expect(json).toHaveLength(50);
		expect(Object.keys(json[0] ?? {})).toEqual([
			'callId',
			'date',
			'callerNumber',
			'phoneNumber',
			'duration',
			'successful',
			'targetCall',
			'source',
			'medium',
			'utmCampaign',
		]);
		expect(json[0]?.date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+03:00$/);
		expect(lastQuery()).toMatchObject({ page: '1', limit: '50' });
	});

	it('reads as many pages as there are, each once', async () => {
		sandbox.configure({ callsPerDay: 1300 });
		const { json } = await execute(sandbox, { ...getAll, ...days, returnAll: true });
		expect(json.map(({ callId }) => callId)).toEqual(threeDays.flatMap(idsOf));
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
			idsOf('2025-12-30'),
		);
	});

	it('takes the limit across pages', async () => {
		sandbox.configure({ callsPerDay: 1300 });
		const { json } = await execute(sandbox, { ...getAll, ...days, limit: 1500 });
		expect(json.map(({ callId }) => callId)).toEqual(threeDays.flatMap(idsOf).slice(0, 1500));
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

	it('sends every flag, and attribution 0', async () => {
		const filters = {
			attribution: 0,
			bindTo: 'session',
			uniqueOnly: true,
			targetOnly: true,
			uniqTargetOnly: true,
			callbackOnly: true,
			timeFrom: '9:30',
			timeTo: '18:00',
		};
		const include = [
			'attrs',
			'callTags',
			'callbackInfo',
			'comments',
			'customFields',
			'dcm',
			'googleAdWords',
			'mapVisits',
			'orders',
			'phrases',
			'yandexDirect',
		];
		await execute(sandbox, { ...getAll, ...days, filters, include });
		expect(lastQuery()).toEqual({
			clientApiId: token,
			dateFrom: '30/12/2025',
			dateTo: '01/01/2026',
			page: '1',
			limit: '50',
			attribution: '0',
			bindTo: 'session',
			uniqueOnly: 'true',
			targetOnly: 'true',
			uniqTargetOnly: 'true',
			callbackOnly: 'true',
			timeFrom: '09:30:00',
			timeTo: '18:00:59',
			withAttrs: 'true',
			withCallTags: 'true',
			withCallbackInfo: 'true',
			withComments: 'true',
			withCustomFields: 'true',
			withDcm: 'true',
			withGoogleAdwords: 'true',
			withMapVisits: 'true',
			withOrders: 'true',
			withText: 'true',
			withYandexDirect: 'true',
		});
	});

	it('sends no filter that the user did not set, nor one that is switched off', async () => {
		await execute(sandbox, { ...getAll, ...days, filters: { uniqueOnly: false } });
		expect(Object.keys(lastQuery()).sort()).toEqual([
			'clientApiId',
			'dateFrom',
			'dateTo',
			'limit',
			'page',
		]);
	});

	it.each([false, true])(
		'gives a call that meets two conditions once (server ignores filters: %s)',
		async (ignoreFilters) => {
			sandbox.configure({ callsPerDay: 60, ignoreFilters });
			const conditions = [
				{ field: 'source', value: 'GOOGLE' },
				{ field: 'medium', value: 'cpc' },
			];
			const whole = await execute(sandbox, { ...getAll, ...days, returnAll: true, output: 'raw' });
			const meant = whole.json.filter(
				({ source, medium }) => source === 'google' || medium === 'cpc',
			);
			expect(meant.some(({ source, medium }) => source === 'google' && medium === 'cpc')).toBe(
				true,
			);
			const filters = { anyOf: { condition: conditions } };
			const { json } = await execute(sandbox, {
				...getAll,
				...days,
				returnAll: true,
				output: 'raw',
				filters,
			});
			const ids = (calls: typeof json) => calls.map(({ callId }) => Number(callId)).sort();
			expect(ids(json)).toEqual(ids(meant));
		},
	);

	it('counts the day of a call in the zone of the account, not of the workflow', async () => {
		const { json } = await execute(sandbox, {
			...getAll,
			period: 'range',
			dateFrom: '2025-12-31T21:30:00Z',
			dateTo: '2025-12-31T21:30:00Z',
		});
		expect(lastQuery()).toMatchObject({ dateFrom: '01/01/2026', dateTo: '01/01/2026' });
		expect(json.map(({ callId }) => callId)).toEqual(idsOf('2026-01-01'));
	});

	it('splits a long period into parts of at most 90 days, in order and without gaps', async () => {
		sandbox.configure({ callsPerDay: 1, firstDay: '2025-01-01', lastDay: '2025-12-31' });
		const { json } = await execute(sandbox, {
			...getAll,
			period: 'range',
			dateFrom: '2025-01-01',
			dateTo: '31/12/2025',
			returnAll: true,
		});
		expect(json).toHaveLength(365);
		expect(json.map(({ date }) => date)).toEqual(json.map(({ date }) => date).sort());
		expect(sandbox.requests.map(({ query }) => query.dateFrom)).toEqual([
			'01/01/2025',
			'01/04/2025',
			'30/06/2025',
			'28/09/2025',
			'27/12/2025',
		]);
	});

	it('takes dates and the site from expressions, per item, and keeps the order and the pairing', async () => {
		const items = [
			{ json: { day: '2025-12-31', site: 23456 } },
			{ json: { day: '30/12/2025', site: '' } },
		];
		const { items: output } = await execute(
			sandbox,
			{
				...getAll,
				period: 'range',
				dateFrom: '={{ $json.day }}',
				dateTo: '={{ $json.day }}',
				output: 'raw',
				options: { siteId: '={{ $json.site }}' },
			},
			{ items },
		);
		const other = sandbox.callIds(23456, '2025-12-31').map(Number);
		expect(output.map(({ json }) => json.callId)).toEqual([...other, ...idsOf('2025-12-30')]);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual([
			...Array<object>(7).fill({ item: 0 }),
			...Array<object>(7).fill({ item: 1 }),
		]);
	});
});

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

describe('call: get behind a trigger', () => {
	it('finds the call as it was dropped there, on the day that the item tells', async () => {
		const call = sandbox.addCall();
		const date = new Date().toISOString();
		const parameters = { resource: 'call', operation: 'get' };
		const items = [{ json: { callId: Number(call), date } }];
		const { json } = await execute(sandbox, parameters, { items });
		expect(json.map(({ callId }) => String(callId))).toEqual([call]);
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
