import { describe, expect, it } from 'vitest';
import { execute, toBranch } from '../support/calltouch.mts';
import { lastBody, sandbox, sandboxForEach } from '../support/sandbox.mts';

sandboxForEach({ callsPerDay: 0 });

describe('callback: create', () => {
	const create = {
		resource: 'callback',
		operation: 'create',
		routeKey: 'myKey',
		phoneNumber: '={{ $json.phone ?? "8 909 999-99-99" }}',
	};

	it('sends the documented body, key by key', async () => {
		const { json, error } = await execute(sandbox, {
			...create,
			additionalFields: {
				fields: {
					field: [
						{ name: 'NAME', value: 'Игорь' },
						{ name: 'EMAIL', value: 'test@mail.ru', type: 'email' },
					],
				},
				sessionId: '77',
				scheduleTime: '2023-12-14T18:52:13',
				utmSource: 's',
				utmMedium: 'm',
				utmCampaign: 'c',
				utmContent: 'ct',
				utmTerm: 't',
				callUrl: 'http://test.ru',
				tags: { tag: [{ name: 'a, b' }] },
			},
		});
		expect(error).toBeUndefined();
		expect(sandbox.requests[0]?.path).toBe(
			'/widget-service/v1/api/widget-request/user-form/create',
		);
		expect(lastBody()).toEqual({
			routeKey: 'myKey',
			phone: '79099999999',
			fields: [
				{ name: 'NAME', value: 'Игорь' },
				{ name: 'EMAIL', value: 'test@mail.ru', type: 'email' },
			],
			sessionId: '77',
			scheduleTime: '14-12-2023 18:52:13',
			utmSource: 's',
			utmMedium: 'm',
			utmCampaign: 'c',
			utmContent: 'ct',
			utmTerm: 't',
			callUrl: 'http://test.ru',
			tags: ['a', 'b'],
		});
		expect(json).toEqual([{ widgetRequestId: 242839778 }]);
	});

	it('calls each client once, and tells good items from bad ones', async () => {
		const phones = ['79990000001', '12', '79990000001', '79990000002'];
		const items = phones.map((phone) => ({ json: { phone } }));
		const { items: good, failed } = await execute(sandbox, create, { items, ...toBranch });
		expect(good).toHaveLength(2);
		expect(failed.map(({ json }) => json.error)).toEqual([
			'Phone Number "12" is not a phone number with its area code',
			'Calltouch refused the request (HTTP 400): "Превышен лимит минимального интервала между отправкой заявок по номеру телефона"',
		]);
		expect(sandbox.requests).toHaveLength(3);
	});

	it('quotes Calltouch when there is no widget of this key', async () => {
		const { error } = await execute(sandbox, { ...create, routeKey: 'other' });
		expect(error?.message).toBe(
			'Calltouch refused the request (HTTP 400): "Нет активного виджета с таким ключом"',
		);
	});

	it.each([
		['10003', /^Check Route Key/],
		[10003, /^Check Route Key/],
		[10007, /some time between two callbacks/],
		[10013, /^Check Phone Number/],
	])('says what to do about the code %j', async (errorCode, remedy) => {
		const body = { data: { apiErrorData: { errorCode, errorMessage: 'Нет' } } };
		for (const status of [400, 200]) {
			sandbox.configure({ faults: [{ kind: 'error', status, body }] });
			const { error } = await execute(sandbox, create);
			expect(error?.message).toContain('"Нет"');
			expect(error?.description).toMatch(remedy);
		}
	});

	const tooMany = (count: number) => Array.from({ length: count }, (_, at) => `t${at}`);
	it.each([
		[{ routeKey: '={{ "" }}' }, 'Route Key is empty'],
		[{ phoneNumber: '={{ "" }}' }, 'Phone Number is empty'],
		[
			{ additionalFields: { tags: { tag: [{ name: tooMany(11).join() }] } } },
			'Tags has more than 10 entries',
		],
		[
			{
				additionalFields: { fields: { field: tooMany(6).map((name) => ({ name, value: 'v' })) } },
			},
			'Form Fields has more than 5 entries',
		],
	])('refuses %o before any request', async (changes, message) => {
		const { error } = await execute(sandbox, { ...create, ...changes });
		expect(error?.message).toBe(message);
		expect(sandbox.requests).toHaveLength(0);
	});
});
