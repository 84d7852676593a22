import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.mts';
import { execute } from '../support/calltouch.mts';

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox();
});
afterEach(async () => await sandbox.stop());

const lastBody = () => JSON.parse(sandbox.requests.at(-1)?.body ?? 'null') as object;
const when = '14/12/2023 18:52:13';
const written = '14-12-2023 18:52:13';
const toBranch = { onError: 'continueErrorOutput' } as const;
const byName = (name: string) => ({ __rl: true, mode: 'list', value: name });

/** One rule of each type, as the editor stores them. */
const rules = [
	{ type: 'request', requestId: '1', tags: 'a, b', tagsLogic: 'and' },
	{ type: 'call', callId: 2, tags: 'a', tagsLogic: 'and' },
	{ type: 'chat', chatId: '3', tags: 'a', tagsLogic: 'and' },
	{
		type: 'leadContact',
		emails: 'client@example.com',
		phones: '8 (999) 000-00-01',
		md5Phones: '0cc175b9c0f1b6a831c399e269772661',
		date: when,
		tags: 'a',
		tagsLogic: 'and',
		typeToMatch: 'nearestUniq',
		searchDepth: 262800,
		withChats: true,
	},
	{
		type: 'requestContact',
		emails: 'client@example.com',
		phones: '+7 999 000-00-01',
		date: when,
		tags: 'a',
		tagsLogic: 'and',
		typeToMatch: 'nearestUniq',
		searchDepth: 262800,
	},
	{
		type: 'callContact',
		phones: '9990000001',
		date: when,
		tags: 'a',
		tagsLogic: 'and',
		typeToMatch: 'nearestUniq',
		searchDepth: 262800,
	},
	{
		type: 'chatContact',
		emails: 'client@example.com',
		phones: '79990000001',
		waPhones: '79990000001',
		tgIds: '123456',
		tgUsernames: '@username',
		vkIds: '123456',
		date: when,
		tags: 'a',
		tagsLogic: 'and',
		typeToMatch: 'nearestUniq',
		searchDepth: 262800,
	},
	{ type: 'session', sessionId: '1234567' },
	{
		type: 'customSources',
		source: byName('s'),
		medium: 'm',
		campaign: 'c',
		content: 'ct',
		term: 't',
	},
	{ type: 'withoutSource' },
];

const contact = {
	emails: ['client@example.com'],
	phones: ['79990000001'],
	date: written,
	tags: ['a'],
	tagsLogic: 'and',
	searchDepth: 262800,
};
const md5Phones = ['0cc175b9c0f1b6a831c399e269772661'];

/** The same rules as the documentation shows them (calltouch-samples.md, C1). */
const documentedRules = [
	{ type: 'request', requestParams: { requestId: 1, tags: ['a', 'b'], tagsLogic: 'and' } },
	{ type: 'call', callParams: { callId: 2, tags: ['a'], tagsLogic: 'and' } },
	{ type: 'chat', chatParams: { chatId: 3, tags: ['a'], tagsLogic: 'and' } },
	{
		type: 'leadContact',
		leadContactParams: { ...contact, md5Phones, leadTypeToMatch: 'nearestUniq', withChats: true },
	},
	{
		type: 'requestContact',
		requestContactParams: { ...contact, requestTypeToMatch: 'nearestUniq' },
	},
	{
		type: 'callContact',
		callContactParams: {
			phones: ['79990000001'],
			date: written,
			tags: ['a'],
			tagsLogic: 'and',
			searchDepth: 262800,
			callTypeToMatch: 'nearestUniq',
		},
	},
	{
		type: 'chatContact',
		chatContactParams: {
			...contact,
			waPhones: ['79990000001'],
			tgIds: ['123456'],
			tgUsernames: ['@username'],
			vkIds: ['123456'],
			chatTypeToMatch: 'nearestUniq',
		},
	},
	{ type: 'session', sessionParams: { sessionId: ['1234567'] } },
	{
		type: 'customSources',
		customSourceParams: { source: 's', medium: 'm', campaign: 'c', content: 'ct', term: 't' },
	},
	{ type: 'withoutSource' },
];

const create = {
	resource: 'deal',
	operation: 'create',
	crm: 'my-crm',
	orderNumber: 'A-100',
	orderDate: when,
	status: 'New',
	matching: { rule: rules },
};
const contacts = {
	main: {
		fio: 'Client',
		phoneNumber: '8 999 000 00 01',
		email: 'client@example.com',
		waPhone: '79990000001',
		tgId: '123456',
		tgUsername: '@username',
		vkId: '123456',
	},
	other: { phoneNumber: '+7-999-000-00-02', email: 'other@example.com' },
};
const additionalFields = {
	funnel: byName('Main'),
	statusDate: when,
	currency: 'rub',
	revenue: '100 000,50',
	margin: 10000.5,
	manager: byName('Manager name'),
	orderLink: 'https://crm.example/deals/100',
	orderName: 'Deal 100',
	comment: 'text',
	tags: { tag: [{ name: byName('vip') }] },
	leadTags: { tag: [{ name: 'sold' }] },
	customFields: { field: [{ name: 'f1', value: 'v1' }] },
	products: {
		product: [{ name: 'p', price: '10.00', brand: 'b', category: 'c', variant: 'v', quantity: 1 }],
	},
	contacts,
};

describe('deal: create', () => {
	it('sends the documented body, key by key', async () => {
		const { json, error } = await execute(sandbox, { ...create, additionalFields });
		expect(error).toBeUndefined();
		expect(lastBody()).toEqual({
			crm: 'my-crm',
			orders: [
				{
					matching: documentedRules,
					orderNumber: 'A-100',
					funnel: 'Main',
					status: 'New',
					statusDate: written,
					orderDate: written,
					currency: 'rub',
					revenue: '100000.50',
					margin: '10000.5',
					manager: 'Manager name',
					orderLink: 'https://crm.example/deals/100',
					orderName: 'Deal 100',
					comment: { text: 'text' },
					addTags: [{ tag: 'vip' }],
					addTagsToLead: { tags: [{ tag: 'sold' }], overwrite: false },
					customFields: [{ field: 'f1', value: 'v1' }],
					products: [
						{ name: 'p', price: '10.00', brand: 'b', category: 'c', variant: 'v', quantity: 1 },
					],
					orderContacts: {
						mainContacts: { ...contacts.main, phoneNumber: '79990000001' },
						otherContacts: { phoneNumber: ['79990000002'], email: ['other@example.com'] },
					},
				},
			],
		});
		expect(json).toEqual([
			{ orderNumber: 'A-100', calltouchOrderId: expect.any(Number) as number },
		]);
		const { path, headers, query } = sandbox.requests[0] ?? {};
		expect(path).toBe('/lead-service/v1/api/client-order/create');
		expect(headers).toMatchObject({ siteid: '12345', 'content-type': 'application/json' });
		expect(query).toEqual({});
	});

	it('sends no more than was filled in and what the rule shows', async () => {
		const matching = { rule: [{ type: 'leadContact', phones: '79990000001', tagsLogic: 'and' }] };
		await execute(sandbox, { ...create, matching });
		expect(lastBody()).toEqual({
			crm: 'my-crm',
			orders: [
				{
					matching: [
						{
							type: 'leadContact',
							leadContactParams: {
								phones: ['79990000001'],
								leadTypeToMatch: 'nearest',
								searchDepth: 262800,
							},
						},
					],
					orderNumber: 'A-100',
					status: 'New',
					orderDate: written,
				},
			],
		});
	});

	it('shows the new deal in the journal of its day', async () => {
		await execute(sandbox, create);
		const { json } = await execute(sandbox, {
			resource: 'deal',
			operation: 'getAll',
			period: 'range',
			dateFrom: '2023-12-14',
			dateTo: '2023-12-14',
		});
		expect(json).toMatchObject([{ orderNumber: 'A-100', orderDate: '2023-12-14T18:52:13+03:00' }]);
	});

	it('sends the deals of two CRMs in two requests', async () => {
		const items = ['one', 'two', 'one'].map((crm, at) => ({ json: { crm, number: `D-${at}` } }));
		const { json } = await execute(
			sandbox,
			{ ...create, crm: '={{ $json.crm }}', orderNumber: '={{ $json.number }}' },
			{ items },
		);
		expect(json.map(({ orderNumber }) => orderNumber)).toEqual(['D-0', 'D-1', 'D-2']);
		expect(sandbox.requests).toHaveLength(2);
	});

	it.each([
		[{ crm: ' ' }, 'CRM is empty'],
		[{ orderNumber: '={{ "" }}' }, 'Deal Number is empty'],
		[{ status: '={{ "" }}' }, 'Status is empty'],
		[{ orderDate: '={{ "" }}' }, 'Deal Date is empty'],
		[{ orderDate: '31/02/2025' }, 'Deal Date "31/02/2025" is not a date and time'],
		[{ matching: {} }, 'Matching has no rule'],
		[{ matching: { rule: [{ type: 'call' }] } }, 'Rule Call has no Call ID'],
		[
			{ matching: { rule: [{ type: 'call', callId: 'x' }] } },
			'Call ID of a rule "x" is not a number made of digits',
		],
		[
			{ matching: { rule: [{ type: 'callContact', tags: 'a' }] } },
			'Rule Call by Contact has no Phones or MD5 of Phones',
		],
		[
			{ matching: { rule: [{ type: 'leadContact', phones: '12' }] } },
			'Phones of a rule "12" is not a phone number with its area code',
		],
		[
			{ matching: { rule: [{ type: 'leadContact', emails: 'a@b.c', searchDepth: 262801 }] } },
			'Search Depth (Minutes) of a rule "262801" is not a whole number of 1 to 262800',
		],
		[{ matching: { rule: [{ type: '__proto__' }] } }, 'Type of a rule "__proto__" is not known'],
		[{ additionalFields: { revenue: 'much' } }, 'Revenue "much" is not an amount'],
		[
			{ additionalFields: { customFields: { field: [{ name: 'f', value: '' }] } } },
			'Value of f is empty',
		],
		[
			{ additionalFields: { products: { product: [{ quantity: 0 }] } } },
			'Quantity of a product "0" is not a whole number of 1 or more',
		],
	])('refuses %o before any request', async (changes, message) => {
		const { error } = await execute(sandbox, { ...create, ...changes });
		expect(error?.message).toBe(message);
		expect(sandbox.requests).toHaveLength(0);
	});
});

describe('deal: update', () => {
	const update = { resource: 'deal', operation: 'update', orderNumber: 'A-100', status: 'Won' };

	it('sends the documented body, key by key', async () => {
		await execute(sandbox, create);
		const { json } = await execute(sandbox, {
			...update,
			matching: { rule: [{ type: 'withoutSource' }] },
			additionalFields: {
				statusDate: '2023-12-20T10:00:00',
				updateDate: '2023-12-20T07:00:00Z',
				revenue: '120000.00',
				comment: 'paid',
				tags: { tag: [{ name: 'won' }] },
				leadTags: { tag: [{ name: 'sold' }] },
				leadCustomFields: { field: [{ name: 'f1', value: 'v2' }] },
				leadManager: 'Manager name',
				overwriteLeadManager: true,
			},
		});
		expect(lastBody()).toEqual({
			orders: [
				{
					orderNumber: 'A-100',
					reMatching: [{ type: 'withoutSource' }],
					status: 'Won',
					statusDate: '20-12-2023 10:00:00',
					updateDate: '20-12-2023 10:00:00',
					revenue: '120000.00',
					addNewComment: { text: 'paid' },
					addTags: { overwrite: false, tags: [{ tag: 'won' }] },
					addTagsToLead: { overwrite: false, tags: [{ tag: 'sold' }] },
					addCustomFieldsToLead: {
						overwrite: false,
						customFields: [{ field: 'f1', value: 'v2' }],
					},
					leadManager: { manager: 'Manager name', overwrite: true },
				},
			],
		});
		expect(json).toEqual([{ orderNumber: 'A-100', updated: true }]);
	});

	it('leaves alone what was not filled in, and is dated now', async () => {
		await execute(sandbox, create);
		await execute(sandbox, { ...update, status: '' });
		expect(lastBody()).toEqual({
			orders: [
				{
					orderNumber: 'A-100',
					updateDate: expect.stringMatching(/^\d\d-\d\d-20\d\d \d\d:\d\d:\d\d$/) as string,
				},
			],
		});
	});
});

describe.each(['update', 'delete'])('deal: %s', (operation) => {
	const items = ['A-100', 'unknown'].map((number) => ({ json: { number } }));
	const parameters = {
		resource: 'deal',
		operation,
		orderNumber: '={{ $json.number }}',
		status: 'Lost',
	};
	const answers = {
		list: [{ orderNumber: 'A-100', [`${operation}d`]: true }],
		bare: ['A-100', 'unknown'].map((orderNumber) => ({
			orderNumber,
			answer: { data: { result: 'OK' } },
		})),
		empty: ['A-100', 'unknown'].map((orderNumber) => ({ orderNumber, answer: null })),
	};

	it.each(['list', 'bare', 'empty'] as const)(
		'gives each item its result, or the answer whole (answer: %s)',
		async (leadAnswers) => {
			sandbox.configure({ leadAnswers });
			await execute(sandbox, create);
			const { json, failed } = await execute(sandbox, parameters, { items, ...toBranch });
			expect(json).toEqual(answers[leadAnswers]);
			expect(failed.map(({ json: item }) => item.error)).toEqual(
				leadAnswers === 'list' ? ['Calltouch did not take deal unknown: "Сделка не найдена"'] : [],
			);
			expect(sandbox.requests).toHaveLength(2);
		},
	);
});

describe('deal: delete', () => {
	it('sends the documented body, and the deal is gone', async () => {
		await execute(sandbox, create);
		const remove = { resource: 'deal', operation: 'delete', orderNumber: '={{ "A-100" }}' };
		const { json } = await execute(sandbox, remove);
		expect(lastBody()).toEqual({ orderNumbers: ['A-100'] });
		expect(json).toEqual([{ orderNumber: 'A-100', deleted: true }]);
		const again = await execute(sandbox, remove);
		expect(again.error?.message).toBe('Calltouch did not take deal A-100: "Сделка не найдена"');
	});
});
