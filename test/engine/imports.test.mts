import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.mts';
import { execute } from '../support/calltouch.mts';

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox({ callsPerDay: 0 });
});
afterEach(async () => await sandbox.stop());

const lastBody = () => JSON.parse(sandbox.requests.at(-1)?.body ?? 'null') as object;
const toBranch = { onError: 'continueErrorOutput' } as const;

describe('call: import', () => {
	const call = {
		resource: 'call',
		operation: 'import',
		referenceId: '={{ $json.id ?? "ref-1" }}',
		clientPhoneNumber: '8 (999) 000-00-01',
		callCenterPhoneNumber: '+7 499 000-00-02',
		callStartTime: '2026-05-06T12:30:00',
		duration: 64,
	};
	const itemsOf = (...ids: string[]) => ids.map((id) => ({ json: { id } }));

	it('sends the documented body, key by key', async () => {
		const { json, error } = await execute(sandbox, {
			...call,
			additionalFields: {
				waitingTime: 0,
				sipCallId: 'sip-1',
				recordUrl: 'https://records.example/1.mp3',
				comment: 'Объявление: …',
				tags: { tag: [{ name: 'Avito' }, { name: 'Звонок с площадки' }] },
				customSources: {
					values: { source: 'avito.ru', medium: 'marketplace', campaign: 'Звонки с Авито' },
				},
			},
		});
		expect(error).toBeUndefined();
		expect(sandbox.requests[0]?.path).toBe('/lead-service/v1/api/call/import');
		expect(lastBody()).toEqual({
			calls: [
				{
					referenceId: 'ref-1',
					clientPhoneNumber: '79990000001',
					callCenterPhoneNumber: '74990000002',
					callStartTime: '2026-05-06 12:30:00',
					duration: 64,
					waitingTime: 0,
					status: 'successful',
					customSources: {
						source: 'avito.ru',
						medium: 'marketplace',
						campaign: 'Звонки с Авито',
					},
					sipCallId: 'sip-1',
					recordUrl: 'https://records.example/1.mp3',
					comment: { text: 'Объявление: …' },
					addTags: [{ tag: 'Avito' }, { tag: 'Звонок с площадки' }],
				},
			],
		});
		expect(json).toEqual([{ referenceId: 'ref-1', logId: expect.any(Number) as number }]);
	});

	it('puts the call into the journal of its day', async () => {
		await execute(sandbox, { ...call, callStartTime: '06.05.2026 00:05', status: 'unsuccessful' });
		const { json } = await execute(sandbox, {
			resource: 'call',
			operation: 'getAll',
			period: 'range',
			dateFrom: '2026-05-06',
			dateTo: '2026-05-06',
		});
		expect(json).toMatchObject([
			{ callerNumber: '79990000001', successful: false, date: '2026-05-06T00:05:00+03:00' },
		]);
	});

	it('names the items whose reference was used before, and takes the others', async () => {
		await execute(sandbox, call, { items: itemsOf('a') });
		const { json, failed } = await execute(sandbox, call, {
			items: itemsOf('b', 'a', 'c', 'c'),
			...toBranch,
		});
		expect(json.map(({ referenceId }) => referenceId)).toEqual(['b', 'c']);
		expect(failed.map(({ pairedItem }) => pairedItem)).toMatchObject([{ item: 1 }, { item: 3 }]);
		expect(failed[0]?.json.error).toBe(
			'Calltouch refused the request (HTTP 400): "calls[0]: referenceId a уже использован"',
		);
		expect(sandbox.ledger.references.size).toBe(3);
	});

	it.each([
		[{ referenceId: '={{ "" }}' }, 'Reference ID is empty'],
		[{ referenceId: 'x'.repeat(101) }, /^Reference ID .* is longer than 100 characters$/],
		[{ clientPhoneNumber: '12' }, 'Client Phone Number "12" is not a phone number'],
		[{ callCenterPhoneNumber: '={{ "" }}' }, 'Call Center Phone Number is empty'],
		[{ callStartTime: 'noon' }, 'Start Time "noon" is not a date and time'],
		[{ duration: -30 }, 'Duration "-30" is not a whole number of 0 or more'],
		[{ duration: '={{ "" }}' }, 'Duration is empty'],
		[{ status: '={{ "lost" }}' }, 'Status "lost" is not one of successful and unsuccessful'],
		[
			{ additionalFields: { sipCallId: 'x'.repeat(46) } },
			/^SIP Call ID .* is longer than 45 characters$/,
		],
	])('refuses %o before any request', async (changes, message) => {
		const { error } = await execute(sandbox, { ...call, ...changes });
		expect(error?.message).toMatch(message);
		expect(sandbox.requests).toHaveLength(0);
	});
});

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
						{ name: 'EMAIL', value: 'test@mail.ru' },
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
				{ name: 'EMAIL', value: 'test@mail.ru' },
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
			'Form Fields has more than 5 fields',
		],
	])('refuses %o before any request', async (changes, message) => {
		const { error } = await execute(sandbox, { ...create, ...changes });
		expect(error?.message).toBe(message);
		expect(sandbox.requests).toHaveLength(0);
	});
});

describe('phoneNumber', () => {
	const getAll = { resource: 'phoneNumber', operation: 'getAll' };
	const update = { resource: 'phoneNumber', operation: 'update' };
	const remove = { resource: 'phoneNumber', operation: 'delete' };
	const getRedirects = { resource: 'phoneNumber', operation: 'getRedirects' };
	const phoneNumber = '8 (499) 000-20-00';

	it('getAll passes the answer on whole', async () => {
		const { json } = await execute(sandbox, {
			...getAll,
			phoneNumbers: `${phoneNumber}, 4990000000`,
		});
		expect(lastBody()).toEqual({ phoneNumbers: ['74990002000', '74990000000'] });
		expect(json).toEqual([
			{
				data: [
					{
						phoneNumber: '74990002000',
						displayOptions: { source: '74990002000', medium: 'offline' },
					},
					{ phoneNumber: '74990000000', displayOptions: null },
				],
			},
		]);
	});

	it.each(['500', 'resetBefore', '429'])(
		'getAll is a read: it is asked again after %s',
		async (kind) => {
			sandbox.configure({ faults: [{ kind: kind as '500', times: 1 }] });
			const { status } = await execute(sandbox, { ...getAll, phoneNumbers: phoneNumber });
			expect(status).toBe('success');
			expect(sandbox.requests).toHaveLength(2);
		},
	);

	it('update sends the documented body, key by key', async () => {
		const { json } = await execute(sandbox, {
			...update,
			phoneNumber,
			displayOptions: { source: 's', medium: 'm', campaign: 'c', content: 'ct', keyword: 'k' },
			redirectOptions: '{"redirectId": 7}',
		});
		expect(lastBody()).toEqual({
			phoneNumber: '74990002000',
			displayOptions: { source: 's', medium: 'm', campaign: 'c', content: 'ct', keyword: 'k' },
			redirectOptions: { redirectId: 7 },
		});
		expect(json).toEqual([{ phoneNumber: '74990002000', updated: true, answer: null }]);
		expect(sandbox.ledger.phones.get('74990002000')).toMatchObject({ source: 's' });
	});

	it.each([
		[{}, 'Display Options and Redirect Options are both empty'],
		[{ redirectOptions: '[1]' }, 'Redirect Options "[1]" is not a JSON object'],
		[{ redirectOptions: '{' }, 'Redirect Options "{" is not a JSON object'],
		[{ phoneNumber: '12' }, 'Phone Number "12" is not a phone number with its area code'],
	])('update refuses %o before any request', async (changes, message) => {
		const { error } = await execute(sandbox, { ...update, phoneNumber, ...changes });
		expect(error?.message).toBe(message);
		expect(sandbox.requests).toHaveLength(0);
	});

	it('delete frees the number; a number that is not in use is refused', async () => {
		const items = ['74990002000', '74990000000'].map((phone) => ({ json: { phone } }));
		const parameters = { ...remove, phoneNumber: '={{ $json.phone }}' };
		const { json, failed } = await execute(sandbox, parameters, { items, ...toBranch });
		expect(json).toEqual([{ phoneNumber: '74990002000', deleted: true, answer: null }]);
		expect(failed[0]?.json.error).toContain('Номер 74990000000 не используется');
		expect(sandbox.ledger.phones.has('74990002000')).toBe(false);
	});

	it('getRedirects sends the documented body, key by key', async () => {
		const { json } = await execute(sandbox, {
			...getRedirects,
			filters: {
				redirectIds: '1, 2',
				redirectName: 'x',
				filterMode: 'start_with',
				redirectStatus: 'active',
				poolName: 'x',
				phoneNumbers: phoneNumber,
			},
		});
		expect(lastBody()).toEqual({
			redirectOptions: {
				redirectIds: [1, 2],
				redirectName: { value: 'x', filterMode: 'start_with' },
				redirectStatus: 'active',
			},
			poolOptions: { poolName: { value: 'x' } },
			phoneNumbers: ['74990002000'],
		});
		expect(json[0]).toHaveProperty('data.0.redirectId', 1);
	});

	it('getRedirects asks for all of them without filters, and for fifty by id at most', async () => {
		await execute(sandbox, getRedirects);
		expect(sandbox.requests[0]?.body).toBe('{}');
		const redirectIds = Array.from({ length: 51 }, (_, id) => id).join();
		const { error } = await execute(sandbox, { ...getRedirects, filters: { redirectIds } });
		expect(error?.message).toBe('Redirect IDs has more than 50 entries');
	});
});
