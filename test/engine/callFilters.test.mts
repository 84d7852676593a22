import { describe, expect, it } from 'vitest';
import { execute, ownDayAndSite, token } from '../support/calltouch.mts';
import { callIdsOf, lastQuery, sandbox, sandboxForEach } from '../support/sandbox.mts';

sandboxForEach({ callsPerDay: 7 });

const getAll = { resource: 'call', operation: 'getAll' };
const days = { period: 'range', dateFrom: '2025-12-30', dateTo: '2026-01-01' };

describe('call: getAll, filters and periods', () => {
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

	describe('by what became of a call', () => {
		const call = (callId: number, more: object) =>
			JSON.stringify({
				callId,
				date: '31/12/2025 10:00:00',
				callphase: 'calldisconnected',
				...more,
			});
		const extraRecords = [
			call(1, { successful: true, duration: 59, source: 'ya.ru', callTags: [{ names: ['VIP'] }] }),
			call(2, { successful: true, duration: 60, source: 'google', callTags: null }),
			call(3, { successful: false, duration: 0, source: 'Ya.Direct' }),
			call(4, { successful: 'true', duration: '61', callTags: [{ names: ['vip+'] }] }),
			call(5, { successful: false, duration: -30, source: null, callerNumber: '74951112233' }),
			call(6, { successful: false, duration: 300, callphase: 'callconnected', source: 'ya.ru' }),
		].map((json) => ({ date: '2025-12-31', json }));
		const any = (...condition: object[]) => ({ anyOf: { condition } });
		const day = { period: 'range', dateFrom: '2025-12-31', dateTo: '2025-12-31' };

		it.each<[filters: object, ids: number[]]>([
			[{ answered: 'any' }, [1, 2, 3, 4, 5, 6]],
			[{ answered: 'answered' }, [1, 2, 4]],
			[{ answered: 'missed' }, [3, 5]],
			[{ durationFrom: 60 }, [2, 4]],
			[{ answered: 'missed', durationFrom: 1 }, []],
			[any({ value: 'ya.ru' }), [1, 6]],
			[any({ operation: 'contains', value: 'YA.' }), [1, 3, 6]],
			[any({ operation: 'beginsWith', value: 'ya.d' }), [3]],
			[any({ operation: 'isNot', value: 'YA.RU' }), [2, 3, 4, 5]],
			[
				any(
					{ operation: 'contains', value: 'ya' },
					{ value: 'google' },
					{ field: 'callerNumber', operation: 'beginsWith', value: '8 (495)' },
					{ operation: 'beginsWith', value: 'ya.ru' },
				),
				[1, 2, 3, 5, 6],
			],
			[any({ field: 'callTags', value: { mode: 'list', value: 'vip' } }), [1]],
			[any({ field: 'callTags', operation: 'contains', value: 'vip' }), [1, 4]],
			[{ ...any({ operation: 'contains', value: 'ya' }), answered: 'missed' }, [3]],
		])('lets pass with %j: %j', async (filters, ids) => {
			sandbox.configure({ callsPerDay: 0, extraRecords });
			const all = { ...getAll, ...day, returnAll: true };
			const { json } = await execute(sandbox, { ...all, filters });
			expect(json.map(({ callId }) => callId)).toEqual(ids);
			expect(sandbox.requests).toHaveLength(1);
			const limited = await execute(sandbox, { ...getAll, ...day, limit: 2, filters });
			expect(limited.json.map(({ callId }) => callId)).toEqual(ids.slice(0, 2));
			const summarize = { resource: 'call', operation: 'summarize', ...day, groupBy: [], filters };
			const { json: rows } = await execute(sandbox, summarize);
			expect(rows).toMatchObject([{ ordinaryCalls: ids.length }]);
			const { json: files } = await execute(sandbox, { ...all, operation: 'export', filters });
			expect(files).toMatchObject([{ rows: ids.length }]);
		});

		it('asks for tags only when a condition compares them', async () => {
			await execute(sandbox, { ...getAll, ...day, filters: any({ value: 'x' }) });
			expect(lastQuery()).not.toHaveProperty('withCallTags');
			const filters = any({ field: 'callTags', value: 'x' });
			await execute(sandbox, { ...getAll, ...day, filters });
			expect(lastQuery()).toMatchObject({ withCallTags: 'true' });
		});
	});

	it('counts the day of a call in the zone of the account, not of the workflow', async () => {
		const { json } = await execute(sandbox, {
			...getAll,
			period: 'range',
			dateFrom: '2025-12-31T21:30:00Z',
			dateTo: '2025-12-31T21:30:00Z',
		});
		expect(lastQuery()).toMatchObject({ dateFrom: '01/01/2026', dateTo: '01/01/2026' });
		expect(json.map(({ callId }) => callId)).toEqual(callIdsOf('2026-01-01'));
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
		const { parameters, items } = ownDayAndSite;
		const setting = { ...getAll, ...parameters, output: 'raw' };
		const { items: output } = await execute(sandbox, setting, { items });
		const other = sandbox.callIds(23456, '2025-12-31').map(Number);
		expect(output.map(({ json }) => json.callId)).toEqual([...other, ...callIdsOf('2025-12-30')]);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual([
			...Array<object>(7).fill({ item: 0 }),
			...Array<object>(7).fill({ item: 1 }),
		]);
	});
});
