import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { execute, tokenShapes, toBranch } from '../support/calltouch.mts';
import { lastBody, sandbox, sandboxForEach } from '../support/sandbox.mts';

sandboxForEach();

describe('request: create', () => {
	const create = { resource: 'request', operation: 'create', requestNumber: '8237461923847' };

	it('sends the documented body, key by key', async () => {
		const { json, error } = await execute(sandbox, {
			...create,
			subject: 'Тестовая форма заявки',
			requestDate: '2024-08-12T05:03:31',
			phoneNumber: '+7 999 000-11-22',
			email: 'testUser@example.com',
			fio: 'Иванова Ивана Тестовна',
			additionalFields: {
				requestUrl: 'https://site.example/crm',
				sessionId: 1900001111,
				manager: { __rl: true, mode: 'list', value: 'Manager name' },
				comment: 'Тестовая заявка',
				tags: { tag: [{ name: 'Тест' }] },
				customSources: { values: { source: 'etagi', medium: 'agent', campaign: 'spring' } },
				customFields: { field: [{ name: 'f', value: 'v' }] },
			},
		});
		expect(error).toBeUndefined();
		expect(sandbox.requests[0]?.path).toBe('/lead-service/v1/api/request/create');
		expect(lastBody()).toEqual({
			requests: [
				{
					requestNumber: '8237461923847',
					subject: 'Тестовая форма заявки',
					requestUrl: 'https://site.example/crm',
					requestDate: '12-08-2024 05:03:31',
					sessionId: '1900001111',
					phoneNumber: '79990001122',
					email: 'testUser@example.com',
					fio: 'Иванова Ивана Тестовна',
					manager: 'Manager name',
					comment: { text: 'Тестовая заявка' },
					addTags: [{ tag: 'Тест' }],
					customSources: { source: 'etagi', medium: 'agent', campaign: 'spring' },
					customFields: [{ field: 'f', value: 'v' }],
				},
			],
		});
		expect(json).toMatchObject([{ requestNumber: '8237461923847', imported: true }]);
	});

	it('is sent without a contact, and Calltouch decides', async () => {
		const { error } = await execute(sandbox, create);
		expect(sandbox.requests).toHaveLength(1);
		expect(error?.message).toContain('Нужен телефон, email или ФИО');
	});

	it('is dated now on the clock of the account, and sends nothing that is empty', async () => {
		vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2023-12-14T18:52:13.999Z') });
		onTestFinished(() => void vi.useRealTimers());
		await execute(
			sandbox,
			{ ...create, email: 'a@b.c' },
			{ credential: { timezone: 'Asia/Tokyo' } },
		);
		const [sent] = (lastBody() as { requests: Array<Record<string, string>> }).requests;
		expect(Object.keys(sent ?? {}).sort()).toEqual(['email', 'requestDate', 'requestNumber']);
		expect(sent?.requestDate).toBe('15-12-2023 03:52:13');
	});

	it('shows the new request in the journal of its day', async () => {
		const fio = 'Constructor';
		await execute(sandbox, { ...create, fio, requestDate: '2023-12-14 23:59' });
		const { json } = await execute(sandbox, {
			resource: 'request',
			operation: 'getAll',
			period: 'range',
			dateFrom: '2023-12-14',
			dateTo: '2023-12-14',
		});
		expect(json).toMatchObject([{ fio, date: '2023-12-14T23:59:00+03:00', source: null }]);
	});

	it.each([
		[{ requestNumber: '={{ "" }}', fio: 'x' }, 'Request Number is empty'],
		[{ requestNumber: 'x'.repeat(101), fio: 'x' }, /^Request Number "x+…" is longer than 100 char/],
		[{ requestNumber: '={{ {"a":1} }}', fio: 'x' }, 'Request Number "{"a":1}" is not text'],
		[{ phoneNumber: '12' }, 'Phone Number "12" is not a phone number with its area code'],
		[{ fio: 'x', requestDate: 'soon' }, 'Request Date "soon" is not a date and time'],
		[{ fio: 'x', subject: 'x'.repeat(101) }, /^Subject .* is longer than 100 characters/],
		[
			{ fio: 'x', additionalFields: { comment: 'x'.repeat(1001) } },
			/^Comment .* is longer than 1000 characters/,
		],
		[
			{ fio: 'x', additionalFields: { customSources: { values: { source: 's', medium: 'm' } } } },
			'Campaign under Custom Source is empty',
		],
		[
			{
				fio: 'x',
				additionalFields: {
					customFields: { field: Array.from({ length: 21 }, () => ({ name: 'f', value: 'v' })) },
				},
			},
			'Custom Fields has more than 20 entries',
		],
	])('refuses %o before any request', async (changes, message) => {
		const { error } = await execute(sandbox, { ...create, ...changes });
		expect(error?.message).toMatch(message);
		expect(sandbox.requests).toHaveLength(0);
	});
});

describe('request: submitForm', () => {
	const submit = { resource: 'request', operation: 'submitForm', fio: 'tester' };

	it('sends the form of a site, without any token', async () => {
		const { json, error } = await execute(sandbox, {
			...submit,
			phoneNumber: '8 (999) 999-99-99',
			email: 'test@ya.ru',
			subject: 'More test & <more>',
			additionalFields: {
				comment: 'text',
				requestDate: '2019-02-05 09:24:48',
				requestNumber: 'n-1',
				requestUrl: 'https://site.example/?a=1&b=2',
				sessionId: '77',
				tags: { tag: [{ name: 'a' }, { name: 'b' }] },
				targetRequest: true,
			},
		});
		expect(error).toBeUndefined();
		const { path, query, headers, body = '' } = sandbox.requests[0] ?? {};
		expect(path).toBe('/calls-service/RestAPI/requests/12345/register/');
		expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
			fio: 'tester',
			phoneNumber: '79999999999',
			email: 'test@ya.ru',
			subject: 'More test & <more>',
			comment: 'text',
			requestDate: '05-02-2019 09:24:48',
			requestNumber: 'n-1',
			requestUrl: 'https://site.example/?a=1&b=2',
			sessionId: '77',
			tags: 'a,b',
			targetRequest: 'true',
		});
		const sent = JSON.stringify([query, headers, body]);
		for (const shape of tokenShapes) expect(sent).not.toContain(shape);
		expect(json).toEqual([
			{ requestId: expect.any(Number) as number, dateStr: '05/02/2019 09:24:48' },
		]);
	});

	it('refuses a tag that Calltouch would take for two', async () => {
		const tag = { __rl: true, mode: 'list', value: 'a, b', cachedResultName: 'a, b' };
		const additionalFields = { tags: { tag: [{ name: tag }] } };
		const { error } = await execute(sandbox, { ...submit, additionalFields });
		expect(error?.message).toBe('Tag under Tags "a, b" has a comma inside');
		expect(sandbox.requests).toHaveLength(0);
	});

	it('sends only what was filled in', async () => {
		await execute(sandbox, submit);
		expect(sandbox.requests[0]?.body).toBe('fio=tester');
	});

	it('tells good items from bad ones', async () => {
		const items = ['ok', ''].map((fio) => ({ json: { fio } }));
		const { items: good, failed } = await execute(
			sandbox,
			{ ...submit, fio: '={{ $json.fio }}' },
			{ items, ...toBranch },
		);
		expect(good.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
		expect(failed[0]?.json.error).toBe('Phone Number, Email and Full Name are all empty');
	});

	it('is not sent twice when the answer is lost', async () => {
		sandbox.configure({ faults: [{ method: 'POST', kind: 'resetBefore', times: 1 }] });
		const { error } = await execute(sandbox, submit);
		expect(error?.message).toMatch(/^It is not known whether Calltouch took this\. /);
		expect(sandbox.requests).toHaveLength(1);
	});

	it('quotes a refusal in the words of Calltouch', async () => {
		const body = { errorCode: '400', message: 'Форма не найдена' };
		sandbox.configure({ faults: [{ method: 'POST', kind: 'error', status: 200, body }] });
		const { error } = await execute(sandbox, submit);
		expect(error?.message).toBe('Calltouch refused the request: "Форма не найдена"');
	});
});
