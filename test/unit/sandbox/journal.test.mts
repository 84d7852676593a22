import { describe, expect, it } from 'vitest';
import { DAY, WEEK, type Query, type Row, start, calls, rows, page, tally } from './client.mts';

describe('journal', () => {
	it('answers a bare array for one day and refuses more days', async () => {
		const sandbox = await start();
		expect(await rows(sandbox)).toHaveLength(20);
		const refused = await calls(sandbox, WEEK);
		expect(refused.status).toBe(400);
		expect(await refused.json()).toHaveProperty('data.apiErrorData.errorMessage');
	});

	it('answers pages that together are the plain days', async () => {
		const sandbox = await start();
		const plain: Row[] = [];
		for (let day = 1; day <= 7; day++) {
			const date = `0${day}/12/2025`;
			plain.push(...(await rows(sandbox, { dateFrom: date, dateTo: date })));
		}
		const paged: Row[] = [];
		for (let number = 1; number <= 4; number++) {
			const envelope = await page(sandbox, { ...WEEK, page: number, limit: 45 });
			expect(Object.keys(envelope)).toEqual([
				'page',
				'pageTotal',
				'pageSize',
				'recordsTotal',
				'records',
			]);
			expect(envelope).toMatchObject({
				page: number,
				pageTotal: 4,
				pageSize: 45,
				recordsTotal: 140,
			});
			paged.push(...envelope.records);
		}
		expect(paged).toEqual(plain);
		expect((await page(sandbox, { ...WEEK, page: 5, limit: 45 })).records).toEqual([]);
	});

	it('can say the page total in other ways', async () => {
		const sandbox = await start({ totalKey: 'totalPage' });
		expect(await page(sandbox, { ...DAY, limit: 7 })).toHaveProperty('totalPage', 3);
		sandbox.configure({ totalKey: 'none' });
		expect(await page(sandbox, DAY)).not.toHaveProperty('pageTotal');
		sandbox.configure({ totalKey: 'pageTotal', callsPerDay: 0 });
		expect(await page(sandbox, DAY)).toMatchObject({ pageTotal: 1, recordsTotal: 0, records: [] });
		sandbox.configure({ emptyPageTotal: 0 });
		expect(await page(sandbox, DAY)).toHaveProperty('pageTotal', 0);
	});

	it('can ignore the page', async () => {
		const sandbox = await start({ ignorePage: true });
		const query = { ...DAY, limit: 8 };
		expect(await page(sandbox, { ...query, page: 2 })).toEqual(await page(sandbox, query));
		sandbox.configure({ ignorePage: 'everything' });
		expect((await page(sandbox, { ...query, page: 2 })).records).toHaveLength(20);
		sandbox.configure({ ignorePage: false, journalMode: 'plain' });
		expect(await rows(sandbox, { ...query, page: 2 })).toHaveLength(20);
	});

	it.each<Query>([
		{ dateFrom: '30/02/2025' },
		{ dateFrom: '2025-12-01' },
		{ dateFrom: '1/12/2025' },
		{ dateFrom: '12/31/2025' },
		{ dateFrom: '02/12/2025' },
		{ page: 0 },
		{ page: 'x' },
		{ page: 1, limit: 1001 },
		{ page: 1, limit: 0 },
		{ attribution: 2 },
		{ timeFrom: '24:00:00' },
		{ bindTo: 'visit' },
	])('refuses %o', async (wrong) => {
		const sandbox = await start();
		const response = await calls(sandbox, { ...DAY, ...wrong });
		expect(response.status).toBe(400);
		expect(await response.json()).toHaveProperty('data.apiErrorData.errorCode');
	});

	it('filters by flags, fields, id and time', async () => {
		const sandbox = await start({ callsPerDay: 300 });
		const all = await rows(sandbox);
		const expectFilter = async (query: Query, test: (row: Row) => boolean) => {
			const expected = all.filter(test);
			expect(expected.length).toBeGreaterThan(0);
			expect(expected.length).toBeLessThan(all.length);
			expect(await rows(sandbox, { ...DAY, ...query })).toEqual(expected);
		};
		for (const value of ['true', 'True', '1']) {
			await expectFilter({ uniqueOnly: value }, (row) => row['uniqueCall'] === true);
		}
		await expectFilter({ targetOnly: true }, (row) => row['targetCall'] === true);
		await expectFilter({ uniqTargetOnly: true }, (row) => row['uniqTargetCall'] === true);
		await expectFilter({ callbackOnly: true }, (row) => row['callbackCall'] === true);
		await expectFilter({ 'source.value': 'yandex' }, (row) => row['source'] === 'yandex');
		await expectFilter({ utmMedium: 'cpc' }, (row) => row['utmMedium'] === 'cpc');
		const [first] = all;
		await expectFilter({ callId: String(first?.['callId']) }, (row) => row === first);
		await expectFilter(
			{ 'ani.value': String(first?.['callerNumber']) },
			(row) => row['callerNumber'] === first?.['callerNumber'],
		);
		await expectFilter({ timeFrom: '10:00:00', timeTo: '11:59:59' }, (row) =>
			/ 1[01]:/.test(String(row['date'])),
		);
		expect(await rows(sandbox, { ...DAY, uniqueOnly: 'false' })).toEqual(all);
		sandbox.configure({ ignoreFilters: true });
		expect(await rows(sandbox, { ...DAY, callId: 1, 'source.value': 'x' })).toEqual(all);
	});

	it('binds days to the session when asked', async () => {
		const sandbox = await start({ callsPerDay: 300 });
		const bound = await page(sandbox, { ...DAY, bindTo: 'session' });
		const days = bound.records.map((row) => String(row['sessionDate'] ?? row['date']).slice(0, 10));
		expect(tally(days)).toEqual({ '01/12/2025': bound.records.length });
		expect(bound.records.some((row) => String(row['date']).startsWith('02/12'))).toBe(true);
	});

	it('shows a block only with its flag, and echoes the attribution', async () => {
		const sandbox = await start({ callsPerDay: 200 });
		const flags = {
			withCallTags: 'callTags',
			withMapVisits: 'mapVisits',
			withOrders: 'orders',
			withComments: 'comments',
			withText: 'phrases',
			withYandexDirect: 'yandexDirect',
			withGoogleAdwords: 'googleAdWords',
			withDcm: 'dcm',
			withAttrs: 'attrs',
			withCallbackInfo: 'callbackInfo',
			withCustomFields: 'customFields',
		};
		const bare = await rows(sandbox);
		for (const [flag, block] of Object.entries(flags)) {
			const empty = block === 'orders' ? [] : null;
			for (const row of bare) expect(row[block]).toEqual(empty);
			const full = await rows(sandbox, { ...DAY, [flag]: true });
			const filled = full.filter((row) => row[block] !== null && String(row[block]) !== '');
			expect(filled.length, flag).toBeGreaterThan(0);
			expect(full.map((row) => ({ ...row, [block]: empty }))).toEqual(bare);
		}
		expect(bare[0]?.['attribution']).toBe(1);
		expect((await rows(sandbox, { ...DAY, attribution: 0 }))[0]?.['attribution']).toBe(0);
	});

	it('serves many calls quickly', async () => {
		const sandbox = await start({ callsPerDay: 3334 });
		const envelope = await page(sandbox, {
			dateFrom: '01/12/2025',
			dateTo: '30/12/2025',
			page: 101,
		});
		expect(envelope).toMatchObject({ pageTotal: 101, recordsTotal: 100_020 });
		expect(envelope.records).toHaveLength(20);
	});
});
