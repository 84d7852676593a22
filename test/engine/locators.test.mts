import { describe, expect, it } from 'vitest';
import { execute } from '../support/calltouch.mts';
import { callIdsOf, lastBody, sandbox, sandboxForEach } from '../support/sandbox.mts';

sandboxForEach({ callsPerDay: 2 });

const day = { period: 'range', dateFrom: '2025-12-30', dateTo: '2025-12-30' };
const locator = (value: unknown, mode = 'id') => ({ __rl: true, mode, value });
const fromAi = "={{ $fromAI('id', 'Number of the call', 'string') || $json.id }}";

/** Every way in which an ID may stand in a workflow. */
const forms = (id: string): Array<[string, unknown]> => [
	['text', id],
	['a number', Number(id)],
	['an expression', '={{ $json.id }}'],
	['the list', { ...locator(id, 'list'), cachedResultName: '2025-12-30 10:00' }],
	['By ID', locator(id)],
	['By ID with a number', locator(Number(id))],
	['By ID with an expression', locator('={{ $json.id }}')],
	['a model', locator(fromAi)],
	['a mode that is not known', locator('={{ $json.id }}', '')],
	['a locator that was made by hand', { mode: 'id', value: id }],
	['an expression that gives a locator', '={{ ({ __rl: true, mode: "id", value: $json.id }) }}'],
];

/** As a spreadsheet shows it. */
const inGroups = (id: string) => id.replace(/\B(?=(?:\d{3})+$)/g, ' ');
const call = () => String(callIdsOf('2025-12-30')[0]);
const linkForms = (id: string): Array<[string, unknown]> => [
	['groups', locator(inGroups(id))],
	[
		'a link',
		locator(`https://my.calltouch.ru/accounts/1/sites/2/reports/x?callId=${id}&a=3`, 'url'),
	],
	[
		'a link to the recording',
		locator(`https://api.calltouch.ru/calls-diary/calls/${id}/download`, 'url'),
	],
	['a link in a text', `https://my.calltouch.ru/calls/${id}`],
	['a link by expression', locator('={{ "https://my.calltouch.ru/calls/" + $json.id }}', 'url')],
	['By URL without one', locator('={{ $json.id }}', 'url')],
];
const allForms = (id: string) => [...forms(id), ...linkForms(id)];
const names = allForms('1').map(([name]) => name);
const formOf = (all: Array<[string, unknown]>, name: string) => new Map(all).get(name);

describe('Call ID', () => {
	const get = { resource: 'call', operation: 'get', ...day };
	const download = { resource: 'record', operation: 'download' };
	const addTags = { resource: 'lead', operation: 'addTags', tags: { tag: [{ name: 'vip' }] } };

	it.each(names)('is read from %s', async (name) => {
		const id = call();
		const callId = formOf(allForms(id), name);
		const items = [{ json: { id } }];
		const got = await execute(sandbox, { ...get, callId }, { items });
		expect(got.json.map((json) => String(json.callId))).toEqual([id]);
		const { json } = await execute(sandbox, { ...download, callId }, { items });
		expect(json).toMatchObject([{ record: { status: true } }]);
		const matching = { rule: [{ type: 'call', callId }] };
		const { error } = await execute(sandbox, { ...addTags, matching }, { items });
		expect(error).toBeUndefined();
		expect(lastBody()).toHaveProperty('leads.0.matching.0.callParams.callId', Number(id));
	});

	it('is that of the input item as the node is placed', async () => {
		const ids = callIdsOf('2025-12-30').map(String);
		const items = ids.map((callId) => ({ json: { callId } }));
		const { json } = await execute(sandbox, download, { items });
		expect(json.map(({ callId }) => callId)).toEqual(ids);
		const shown = { ...download, callId: locator('{{ $json.callId }}') };
		expect((await execute(sandbox, shown, { items })).json).toHaveLength(ids.length);
	});

	it('says which field the input item lacks', async () => {
		const { error } = await execute(sandbox, download, { items: [{ json: { id: 22010007 } }] });
		expect(error?.message).toBe('Call ID is empty');
		expect(error?.description).toMatch('The input item has no callId.');
	});

	it.each([
		[locator('={{ "" }}'), 'Call ID is empty'],
		[locator('={{ $json.misspelt }}'), 'Call ID is empty'],
		[undefined, 'Call ID is empty'],
		[locator('={{ "x" }}'), 'Call ID "x" is not a number made of digits'],
		[locator('={{ "1 2" }}'), 'Call ID "1 2" is not a number made of digits'],
		['={{ "1".repeat(21) }}', `Call ID "${'1'.repeat(21)}" is longer than 20 digits`],
		[
			'={{ "https://my.calltouch.ru/deals?dealId=5&clientApiId=secret" }}',
			'Call ID "https://my.calltouch.ru/deals" is a link without a call ID',
		],
	])('%j is refused before any request', async (callId, message) => {
		const parameters = callId === undefined ? download : { ...download, callId };
		const { error } = await execute(sandbox, parameters);
		expect(error?.message).toBe(message);
		expect(sandbox.requests).toHaveLength(0);
	});

	it('that was dropped twice is no other call', async () => {
		const callId = '={{ $json.callId }} {{ $json.id }}';
		const items = [{ json: { callId: 22010007, id: 22010008 } }];
		const { error } = await execute(sandbox, { ...download, callId }, { items });
		expect(error?.message).toBe('Call ID "22010007 22010008" is not a number made of digits');
	});

	it('that is typed wrong stops the workflow before it starts', async () => {
		const started = execute(sandbox, { ...download, callId: locator('22x') });
		await expect(started).rejects.toThrow(/issues/);
	});
});

describe('Deal Number', () => {
	const update = { resource: 'deal', operation: 'update', status: 'Won' };
	const remove = { resource: 'deal', operation: 'delete' };

	it.each(forms('100'))('is read from %s', async (_name, orderNumber) => {
		const items = [{ json: { id: '100' } }];
		await execute(sandbox, { ...update, orderNumber }, { items });
		expect(lastBody()).toMatchObject({ orders: [{ orderNumber: '100' }] });
		await execute(sandbox, { ...remove, orderNumber }, { items });
		expect(lastBody()).toEqual({ orderNumbers: ['100'] });
	});

	it('may be any text', async () => {
		await execute(sandbox, { ...remove, orderNumber: locator('A-100/22 010 007') });
		expect(lastBody()).toEqual({ orderNumbers: ['A-100/22 010 007'] });
	});

	it('is refused when it is empty', async () => {
		for (const orderNumber of ['={{ "" }}', locator('={{ $json.misspelt }}')]) {
			const { error } = await execute(sandbox, { ...remove, orderNumber });
			expect(error?.message).toBe('Deal Number is empty');
		}
	});
});

describe('Tracked Number', () => {
	const number = '74990002000';
	const update = { resource: 'phoneNumber', operation: 'update', displayOptions: { source: 's' } };
	const remove = { resource: 'phoneNumber', operation: 'delete' };

	it.each(forms(number))('is read from %s', async (_name, phoneNumber) => {
		const items = [{ json: { id: number } }];
		await execute(sandbox, { ...update, phoneNumber }, { items });
		expect(lastBody()).toMatchObject({ phoneNumber: number });
		await execute(sandbox, { ...remove, phoneNumber }, { items });
		expect(lastBody()).toEqual({ phoneNumber: number });
	});

	it('is read in any notation, and refused when it is none', async () => {
		await execute(sandbox, { ...remove, phoneNumber: locator('8 (499) 000-20-00') });
		expect(lastBody()).toEqual({ phoneNumber: number });
		const { error } = await execute(sandbox, { ...remove, phoneNumber: locator('={{ "12" }}') });
		expect(error?.message).toBe('Tracked Number "12" is not a phone number with its area code');
	});
});
