import { describe, expect, it } from 'vitest';
import type { Fault } from '../sandbox/server/faults.mts';
import { create, itemsOf, rowsOf, sizes } from '../support/batches.mts';
import { execute, toBranch } from '../support/calltouch.mts';
import { sandbox, sandboxForEach } from '../support/sandbox.mts';
import { writes } from '../support/writes.mts';

sandboxForEach({ dealsPerDay: 1 });

const answerWith = (body: unknown, status = 200) =>
	sandbox.configure({ faults: [{ method: 'POST', kind: 'error', status, body } as Fault] });
const filled = (name: string) =>
	writes(String(sandbox.callIds(12345, '2025-12-31')[0]))[name] as Record<string, unknown>;

const deal = (result: object) => ({ data: { orders: [{ orderNumber: 'A-100', ...result }] } });
const request = (result: object) => ({
	data: { requests: [{ requestNumber: 'R-100', ...result }] },
});
const words = 'CRM спит';
const told = [{ orderNumber: 'A-100', text: words }];

describe('an answer that does not say that a write was taken', () => {
	it.each([
		['deal: create', deal({ error: words })],
		['deal: create', deal({ error: { message: words } })],
		['deal: create', deal({ calltouchOrderId: null, errorMessage: words })],
		['deal: create', deal({ calltouchOrderId: 0, errors: [words] })],
		['deal: create', { data: { orders: [], errors: [{ orderNumber: 'A-100', text: words }] } }],
		['deal: create', { data: { orders: null, errorMessage: words } }],
		['deal: update', deal({ calltouchOrderId: null, error: words })],
		['deal: update', deal({ updated: false, message: words })],
		['deal: update', { success: false, data: { result: words } }],
		['deal: delete', { data: { result: 'x', errorMessage: words } }],
		['request: create', request({ error: words })],
		['request: create', request({ errorMessage: words })],
		['request: create', request({ imported: null, violations: [{ message: words }] })],
		['request: create', request({ imported: false, reason: words })],
		['request: submitForm', { requestId: null, errorMessage: words }],
		['request: submitForm', { requestId: 0, error: words }],
		['request: submitForm', { requestId: '', data: { errorMessage: words } }],
		['callback: create', { data: { widgetRequestId: null, errorMessage: words } }],
		['call: import', { data: { logId: null, errors: [words] } }],
		['lead: addTags', { data: { leads: [{ error: words }] } }],
		['lead: addComment', { success: false, message: words }],
		['lead: deleteCustomFields', { data: { deleted: 0, errorMessage: words } }],
		['deal: create', { data: { ...deal({ calltouchOrderId: null }).data, errors: told } }],
		['deal: update', { data: [{ orderNumber: 'A-100', error: words }] }],
		['deal: update', { data: { ...deal({}).data, errors: told } }],
		['deal: update', { success: false, error: words, ...deal({}) }],
		['deal: delete', { success: false, error: words, ...deal({ calltouchOrderId: null }) }],
		['deal: delete', { orders: [{ orderNumber: 'A-100', error: words }] }],
		['request: create', { error: words, ...request({}) }],
		['lead: addTags', [{ error: words }]],
		['lead: addComment', { data: { result: { errorMessage: words } } }],
		['lead: assignManager', { leads: [{ errors: [words] }] }],
		['lead: setCustomFields', { data: { leads: [{}, { error: words }] } }],
		['lead: deleteCustomFields', { data: { result: [{ error: words }] } }],
		['phoneNumber: update', { data: { phone: { error: { message: words } } } }],
		['phoneNumber: update', { success: false, error: words }],
		['phoneNumber: delete', { data: { apiErrorData: { errorCode: 1, errorMessage: words } } }],
	])('is a refusal of %s in the words of %j', async (name, body) => {
		answerWith(body);
		const { items, error } = await execute(sandbox, filled(name));
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/^Calltouch (?:did not take|refused)/);
		expect(error?.message).toContain(`: "${words}"`);
	});

	it.each([
		['deal: create', deal({})],
		['deal: create', deal({ calltouchOrderId: 0 })],
		['deal: create', deal({ calltouchOrderId: null })],
		['deal: create', deal({ calltouchOrderId: '' })],
		['deal: create', { data: { orders: [] } }],
		['deal: update', deal({ calltouchOrderId: null })],
		['request: create', request({})],
		['request: create', request({ imported: null })],
		['request: create', request({ imported: 'false' })],
		['request: submitForm', { requestId: null }],
		['request: submitForm', {}],
		['callback: create', { data: { widgetRequestId: 0 } }],
		['call: import', { data: { logId: '' } }],
		['deal: update', { message: 'Done' }],
		['deal: delete', { data: { message: 'Done' } }],
		['lead: addTags', { data: { leads: [{ success: true }, { success: true }] } }],
		['phoneNumber: delete', { message: 'Done' }],
		['deal: delete', deal({ message: words })],
		['deal: update', deal({ message: words })],
		['lead: addTags', { data: { leads: [{ message: words }] } }],
		['lead: addTags', { data: { leads: [] } }],
		['deal: delete', { orders: [] }],
	])('leaves %s in doubt after %j', async (name, body) => {
		answerWith(body);
		const { items, error } = await execute(sandbox, filled(name));
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/^It is not known whether Calltouch took this\. \S/);
	});

	it('is quoted under whatever key it speaks', async () => {
		answerWith(deal({ calltouchOrderId: 0, why: words }));
		const { error } = await execute(sandbox, filled('deal: create'));
		expect(error?.message).toBe(
			`It is not known whether Calltouch took this. The answer says neither yes nor no about deal A-100: "${words}"`,
		);
		answerWith({ data: { widgetRequestId: null, why: words } });
		const callback = await execute(sandbox, filled('callback: create'));
		expect(callback.error?.message).toContain(`: "${words}"`);
	});

	it.each([
		{ success: false, data: { done: 1, failed: 1 } },
		{ data: { leads: [{ error: words }] } },
		{ data: { leads: [{ success: true }] } },
		{ error: words, data: { leads: [{}, {}] } },
		{ data: { result: [{ error: words }] } },
		{ message: 'Done' },
	])('leaves all items of a batch in doubt: %j', async (body) => {
		answerWith(body);
		const items = [{ json: {} }, { json: {} }];
		const { failed } = await execute(sandbox, filled('lead: addTags'), { items, ...toBranch });
		expect(failed.map(({ json }) => String(json.error))).toEqual(
			Array(2).fill(expect.stringMatching(/^It is not known whether Calltouch took this\. /)),
		);
		expect(sandbox.requests).toHaveLength(1);
	});
});

describe('an answer that says that a write was taken', () => {
	it.each<[name: string, body: object, more?: object]>([
		['deal: create', deal({ calltouchOrderId: '12345678901234567890' })],
		['deal: create', deal({ calltouchOrderId: 5, error: null, errors: [] })],
		['deal: update', deal({ calltouchOrderId: 5 })],
		['request: create', request({ imported: true, errorMessage: '' })],
		['request: submitForm', { requestId: 5, message: 'ok' }],
		['lead: addTags', { success: true, message: 'ok', data: { errors: [] } }],
		['lead: addTags', { status: 'OK', message: 'Tags added' }],
		['lead: addTags', { message: 'OK' }],
		['lead: addTags', { data: { leads: [{ callId: 5, requestId: null }] } }],
		['deal: update', deal({ status: 'Rejected' }), { status: 'Rejected' }],
		['deal: update', deal({ calltouchOrderId: 5, status: 'Rejected' })],
		['deal: update', deal({ calltouchOrderId: 5, message: words })],
		['deal: delete', deal({ message: 'OK' })],
		['deal: delete', { data: [] }],
		['lead: addComment', { data: { leads: [{ text: words }] } }],
		['request: create', { data: { ...request({ imported: true }).data, validationErrorData: {} } }],
	])('gives the item of %s: %j', async (name, body, more = {}) => {
		answerWith(body);
		const { items, error } = await execute(sandbox, { ...filled(name), ...more });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
	});
});

describe('an answer with results beside an error', () => {
	it.each([
		{ validationErrorData: { violations: [{ message: words }] } },
		{ apiErrorData: { errorMessage: words } },
		{ errors: [words] },
	])('is read by entry, and what was taken is not sent again: %j', async (error) => {
		const [taken, other] = rowsOf(2);
		const requests = [
			{ requestNumber: taken?.number, imported: true },
			{ requestNumber: other?.number, imported: false },
		];
		answerWith({ data: { requests, ...error } });
		const items = itemsOf(rowsOf(2));
		const { json, failed } = await execute(sandbox, create, { items, ...toBranch });
		expect(sizes()).toEqual([2]);
		expect(json).toMatchObject([{ requestNumber: taken?.number }]);
		expect(failed).toHaveLength(1);
	});
});

describe('a batch that is refused', () => {
	const refusals: Array<[status: number, body: object]> = [
		[400, { message: 'CRM не подключена' }],
		[400, { data: { apiErrorData: { errorCode: '1', errorMessage: 'Нет подключенной CRM' } } }],
		[200, { error: 'Интеграция с CRM отключена' }],
		[400, { message: 'Неверный токен' }],
		[400, { data: { validationErrorData: { violations: [{ message: 'Недостаточно прав' }] } } }],
		[400, { message: 'Доступ к API запрещен' }],
		[422, { error: 'The integration is not enabled' }],
		[400, { error: 'Access denied' }],
		[402, { message: 'x' }],
		[405, {}],
		[400, { message: 'Сервис отключён' }],
	];

	it.each(refusals)(
		'is not split for a reason that no item causes: %i %j',
		async (status, body) => {
			answerWith(body, status);
			const items = itemsOf(rowsOf(16));
			const { failed } = await execute(sandbox, create, { items, ...toBranch });
			expect(failed).toHaveLength(16);
			expect(sizes()).toEqual([16]);
			const { error } = await execute(sandbox, create, { items });
			expect(error?.description).toContain('about the account and not about the items');
		},
	);

	it.each([
		[400, { message: 'Неверный номер' }],
		[400, { message: 'requests[1]: Поле token слишком длинное' }],
		[400, { message: 'Поле service не найдено' }],
		[400, { message: 'Нет доступа к звонку 5' }],
		[400, { message: 'Лид не найден на сайте' }],
		[413, {}],
	])('is split where items may be the cause: %i %j', async (status, body) => {
		answerWith(body, status);
		await execute(sandbox, create, { items: itemsOf(rowsOf(2)), ...toBranch });
		expect(sizes()).toEqual([2, 1, 1]);
	});
});
