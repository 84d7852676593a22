import { describe, expect, it } from 'vitest';
import type { Sandbox, StartOptions } from '../../sandbox/sandbox.mts';
import { DEFAULT_TOKEN } from '../../sandbox/server/settings.mts';
import { DAY, FORM, LEADS, REQUESTS, calls, get, post, start, type Row } from './client.mts';
import { CALLBACK, deal, form, multipart, passing } from './lenient.mts';

async function startWithDeal(options: StartOptions): Promise<Sandbox> {
	const sandbox = await start(options);
	sandbox.addDeal({ fields: { orderNumber: 'A-100' } });
	return sandbox;
}

describe('strict', () => {
	it.each(passing)('refuses $name, which passes otherwise', async ({ send, answer }) => {
		const sandbox = await startWithDeal({ strict: false });
		const taken = await send(sandbox);
		expect([taken.status, taken.headers.get('content-type')]).toEqual([
			200,
			'application/json;charset=UTF-8',
		]);
		if (answer !== undefined) expect(await taken.json()).toMatchObject(answer);
		sandbox.reset();
		sandbox.addDeal({ fields: { orderNumber: 'A-100' } });
		sandbox.configure({ strict: true });
		expect((await send(sandbox)).status).toBeGreaterThanOrEqual(302);
	});

	it('gives no more than 1000 for a larger limit', async () => {
		const sandbox = await start({ strict: false, callsPerDay: 1500 });
		const response = await calls(sandbox, { ...DAY, page: 1, limit: 10_000 });
		const { records, ...envelope } = (await response.json()) as { records: Row[] };
		expect(envelope).toEqual({ page: 1, pageTotal: 2, pageSize: 1000, recordsTotal: 1500 });
		expect(records).toHaveLength(1000);
	});

	it('gives the requests of all sites of the token when none is named', async () => {
		const sandbox = await start({ strict: false });
		const query = { clientApiId: DEFAULT_TOKEN, dateFrom: '12/01/2025', dateTo: '12/01/2025' };
		const list = (await (await get(sandbox, REQUESTS, query)).json()) as Row[];
		expect(new Set(list.map((row) => row['siteId']))).toEqual(new Set([12345, 23456]));
		const dates = list.map((row) => Number(row['date']));
		expect(dates).toEqual([...dates].sort((a, b) => a - b));
	});

	it('shows what came in as the journals do', async () => {
		const sandbox = await start({ strict: false });
		const fields = { ...form, phoneNumber: '8 (915) 888-11-22', tags: 'a', targetRequest: 'true' };
		await fetch(sandbox.url + FORM, { method: 'POST', body: multipart(fields) });
		expect(sandbox.ledger.requests.at(-1)?.record).toMatchObject({
			requestNumber: expect.stringMatching(/^R-\d+$/) as string,
			client: { fio: 'Иван', phones: [{ phoneNumber: '79158881122' }] },
			comments: [{ comment: 'текст' }],
			RequestTags: [{ names: ['a'] }],
			targetRequest: true,
		});
	});
});

describe.each([true, false])('strict or not (%s)', (strict) => {
	it('refuses what Calltouch refuses', async () => {
		const sandbox = await start({ strict });
		const refusals: Array<[path: string, body: object, headers?: object]> = [
			[`${LEADS}/request/create`, { requests: [{ requestDate: '12-08-2024 05:03:31' }] }],
			[`${LEADS}/request/create`, { requests: [] }],
			[`${LEADS}/client-order/create`, { orders: [{ ...deal, orderNumber: 'A-1' }] }],
			[`${LEADS}/client-order/create`, { crm: 'c', orders: [{ ...deal, matching: [] }] }],
			[`${LEADS}/call/import`, { calls: [{ referenceId: 'a' }] }],
			[`${LEADS}/customfield/delete`, { callId: 1, orderId: 2, customFields: ['a'] }],
		];
		for (const [path, body] of refusals) {
			const response = await post(sandbox, path, body);
			expect(response.status).toBe(400);
			expect(await response.json()).toHaveProperty('data.validationErrorData.violations');
		}
	});

	it('refuses an empty session, though with 200', async () => {
		const sandbox = await start({ strict });
		const body = new URLSearchParams({ ...form, sessionId: '' });
		const response = await fetch(sandbox.url + FORM, { method: 'POST', body });
		expect([response.status, await response.json()]).toEqual([
			200,
			{ requestId: 0, errorMessage: 'Пустой sessionId' },
		]);
	});

	it('has whole numbers as codes of errors', async () => {
		const sandbox = await start({ strict });
		const ask = async (body: object) => {
			const response = await post(sandbox, CALLBACK, body);
			expect(response.status).toBe(400);
			return ((await response.json()) as { data: { apiErrorData: Row } }).data.apiErrorData;
		};
		const phone = '79099999999';
		expect(await ask({ routeKey: 'myKey', phone: '1' })).toMatchObject({ errorCode: 10_013 });
		expect(await ask({ routeKey: 'other', phone })).toMatchObject({ errorCode: 10_003 });
		const fields = Array.from({ length: 6 }, () => ({ name: 'a', value: 'b' }));
		expect(await ask({ routeKey: 'myKey', phone, fields })).toMatchObject({ errorCode: 10_007 });
		await post(sandbox, CALLBACK, { routeKey: 'myKey', phone });
		expect(await ask({ routeKey: 'myKey', phone })).toMatchObject({ errorCode: 10_007 });
	});
});
