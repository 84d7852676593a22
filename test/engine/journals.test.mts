import { describe, expect, it } from 'vitest';
import { execute, ownDayAndSite, siteId, token } from '../support/calltouch.mts';
import { lastQuery, sandbox, sandboxForEach } from '../support/sandbox.mts';

sandboxForEach({ requestsPerDay: 6, dealsPerDay: 4 });

const days = { period: 'range', dateFrom: '2025-12-30', dateTo: '2026-01-01' };
const oneDay = { period: 'range', dateFrom: '2025-12-31', dateTo: '2025-12-31' };
const everything = { returnAll: true, output: 'raw' };
const moscow = (iso: string) => Date.parse(iso) / 1000;

describe('request: getAll', () => {
	const getAll = { resource: 'request', operation: 'getAll' };

	it('asks with the month first and always with the site', async () => {
		const { json } = await execute(sandbox, { ...getAll, ...days, ...everything });
		expect(json).toHaveLength(18);
		expect(lastQuery()).toEqual({
			clientApiId: token,
			siteId,
			dateFrom: '12/30/2025',
			dateTo: '01/01/2026',
		});
		expect(json.map(({ date }) => Number(date))).toEqual(
			json.map(({ date }) => Number(date)).sort((a, b) => a - b),
		);
	});

	it('gives yesterday by default, fifty at most, ten useful fields each', async () => {
		sandbox.configure({ requestsPerDay: 60 });
		const { json } = await execute(sandbox, getAll);
		expect(json).toHaveLength(50);
		expect(Object.keys(json[0] ?? {})).toEqual([
			'requestId',
			'requestNumber',
			'date',
			'subject',
			'fio',
			'phoneNumber',
			'email',
			'source',
			'medium',
			'utmCampaign',
		]);
		expect(json[0]?.date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+03:00$/);
		expect(json[0]?.phoneNumber).toMatch(/^7999\d{7}$/);
		expect(json[0]?.email).toMatch(/@example\.com$/);
	});

	it('keeps every digit of a visitor id, and every key, in raw output', async () => {
		sandbox.addRequest({
			timestamp: moscow('2025-12-31T12:00:00+03:00'),
			fields: { ctClientId: 800000000802881111n, strange: { deep: [1] } },
		});
		const { json } = await execute(sandbox, { ...getAll, ...oneDay, ...everything });
		expect(json.find(({ strange }) => strange)).toMatchObject({
			ctClientId: '800000000802881111',
			strange: { deep: [1] },
		});
	});

	it('sends filters and includes, attribution 0 among them', async () => {
		const filters = { attribution: 0, bindTo: 'session', timeFrom: '9:30', timeTo: '18:00' };
		const include = [
			'RequestTags',
			'attrs',
			'customFields',
			'dcm',
			'googleAdWords',
			'mapVisits',
			'yandexDirect',
		];
		const { json } = await execute(sandbox, { ...getAll, ...days, filters, include });
		expect(lastQuery()).toMatchObject({
			attribution: '0',
			bindTo: 'session',
			timeFrom: '09:30:00',
			timeTo: '18:00:59',
			withRequestTags: 'true',
			withAttrs: 'true',
			withCustomFields: 'true',
			withDcm: 'true',
			withGoogleAdwords: 'true',
			withMapVisits: 'true',
			withYandexDirect: 'true',
		});
		expect(json[0]?.RequestTags).toHaveLength(1);
		expect(Object.keys(json[0] ?? {})).toHaveLength(17);
		expect(json.map(({ attrs }) => attrs)).toContainEqual({ plan: expect.any(String) as string });
	});

	it('asks for a block when one of its fields is selected', async () => {
		const fields = ['requestId', 'RequestTags'];
		const { json } = await execute(sandbox, { ...getAll, ...oneDay, output: 'selected', fields });
		expect(Object.keys(json[0] ?? {})).toEqual(fields);
		expect(json[0]?.RequestTags).toHaveLength(1);
	});

	it.each(['raw', 'simplified', 'selected'])(
		'takes requests with missing and null keys in output %s',
		async (output) => {
			const strange = [
				{},
				{ client: null, session: null, date: null, dateStr: null, RequestTags: null },
				{ client: { phones: null, contacts: [null] }, session: {} },
			];
			for (const fields of strange) {
				sandbox.addRequest({ timestamp: moscow('2025-12-31T12:00:00+03:00'), fields });
			}
			const { json, status } = await execute(sandbox, { ...getAll, ...oneDay, output });
			expect(status).toBe('success');
			expect(json).toHaveLength(9);
		},
	);

	it('gives nothing for a day without requests', async () => {
		sandbox.configure({ requestsPerDay: 0 });
		const { json, status } = await execute(sandbox, { ...getAll, ...days });
		expect(status).toBe('success');
		expect(json).toEqual([]);
	});

	it('reads a long period in parts, each request once', async () => {
		sandbox.configure({ requestsPerDay: 1, firstDay: '2025-10-01', lastDay: '2025-12-31' });
		const { json } = await execute(sandbox, {
			...getAll,
			period: 'range',
			dateFrom: '2025-10-01',
			dateTo: '2025-12-31',
			...everything,
		});
		expect(new Set(json.map(({ requestId }) => requestId)).size).toBe(92);
		expect(json).toHaveLength(92);
		expect(sandbox.requests).toHaveLength(4);
	});
});

describe('deal: getAll', () => {
	const getAll = { resource: 'deal', operation: 'getAll' };
	const dayOf = ({ orderDate }: Record<string, unknown>) => String(orderDate).slice(0, 10);

	it('gives one day although Calltouch wants the first date before the last', async () => {
		const { json } = await execute(sandbox, { ...getAll, ...oneDay, ...everything });
		expect(json).toHaveLength(4);
		expect(new Set(json.map(dayOf))).toEqual(new Set(['31/12/2025']));
		expect(lastQuery()).toMatchObject({ dateFrom: '31/12/2025', dateTo: '01/01/2026' });
	});

	it('gives both days of a range and no other', async () => {
		const { json } = await execute(sandbox, { ...getAll, ...days, ...everything });
		expect(json.map(dayOf)).toEqual(
			['30/12/2025', '31/12/2025', '01/01/2026'].flatMap((day) => Array<string>(4).fill(day)),
		);
	});

	it('counts the day of a deal on the clock of the account', async () => {
		sandbox.addDeal({ timestamp: moscow('2026-01-01T00:00:10+03:00'), fields: { orderId: 1 } });
		sandbox.addDeal({ timestamp: moscow('2025-12-31T23:59:50+03:00'), fields: { orderId: 2 } });
		const { json } = await execute(sandbox, { ...getAll, ...oneDay, ...everything });
		expect(json.map(({ orderId }) => orderId)).toContain(2);
		expect(json.map(({ orderId }) => orderId)).not.toContain(1);
	});

	it('gives ten useful fields by default', async () => {
		const { json } = await execute(sandbox, { ...getAll, ...oneDay });
		expect(Object.keys(json[0] ?? {})).toEqual([
			'orderId',
			'orderNumber',
			'orderDate',
			'orderName',
			'orderStatus',
			'plannedAmount',
			'completedAmount',
			'funnel',
			'manager',
			'source',
		]);
		expect(json[0]?.orderDate).toMatch(/^2025-12-31T\d\d:\d\d:\d\d\+03:00$/);
	});

	it.each(['pageTotal', 'totalPage', 'none'] as const)(
		'reads all pages when they are counted as %s, each deal once and in order',
		async (totalKey) => {
			sandbox.configure({ dealsPerDay: 450, totalKey });
			const { json } = await execute(sandbox, { ...getAll, ...days, ...everything });
			expect(json).toHaveLength(1350);
			expect(new Set(json.map(({ orderId }) => orderId)).size).toBe(1350);
			expect(sandbox.counts.refused).toBe(0);
		},
	);

	it('sends the source and the includes', async () => {
		const include = ['client', 'comment', 'origins', 'tags'];
		const filters = { orderSource: 'CHAT' };
		await execute(sandbox, { ...getAll, ...oneDay, include, filters });
		expect(lastQuery()).toMatchObject({
			orderSource: 'CHAT',
			withContacts: 'true',
			withComments: 'true',
			withAllOrderOrigins: 'true',
			withOrdersTags: 'true',
		});
	});

	it('takes a deal with a wide id, an unknown date and missing keys', async () => {
		const timestamp = moscow('2025-12-31T12:00:00+03:00');
		sandbox.addDeal({
			timestamp,
			fields: { orderId: 9007199254740993n, orderDate: null, visit: null },
		});
		const { json } = await execute(sandbox, { ...getAll, ...oneDay });
		expect(json).toHaveLength(5);
		expect(json.find(({ orderId }) => orderId === '9007199254740993')).toMatchObject({
			orderDate: null,
			source: null,
		});
	});

	it('takes sites and days per item and keeps the pairing', async () => {
		const { parameters, items } = ownDayAndSite;
		const setting = { ...getAll, ...parameters, output: 'raw' };
		const { items: output } = await execute(sandbox, setting, { items });
		expect(output.map(({ json }) => json.siteId)).toEqual(
			[23456, 12345].flatMap((site) => Array<number>(4).fill(site)),
		);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1].flatMap((item) => Array<object>(4).fill({ item })),
		);
	});
});
