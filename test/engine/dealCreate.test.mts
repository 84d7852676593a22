import { describe, expect, it } from 'vitest';
import { execute, toBranch } from '../support/calltouch.mts';
import { byName, documentedRules, when, written, newDeal } from '../support/deals.mts';
import { lastBody, sandbox, sandboxForEach } from '../support/sandbox.mts';

sandboxForEach();

const create = { resource: 'deal', operation: 'create', ...newDeal };

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
								date: written,
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

	describe('a rule for which a row has only empty cells', () => {
		const rules = async (rule: object[], rows: object[]) => {
			const { error, failed } = await execute(
				sandbox,
				{ ...create, orderNumber: '={{ "A-" + $itemIndex }}', matching: { rule } },
				{ items: rows.map((json) => ({ json })) as never, ...toBranch },
			);
			const { orders } = (lastBody() ?? { orders: [] }) as { orders: Array<{ matching: [] }> };
			const sent = orders.map(({ matching }) => matching.map(({ type }) => type));
			return { error, failed: failed.map(({ json }) => json.error), sent };
		};
		const contact = { type: 'leadContact', phones: '={{ $json.phone }}', emails: '' };
		const nobody = { type: 'withoutSource' };

		it('is passed over where another one is left', async () => {
			const rows = [
				{ phone: '79990000001' },
				{ phone: '' },
				{ phone: null },
				{ phone: [null, ''] },
			];
			const { sent, failed } = await rules([contact, nobody], rows);
			expect(failed).toEqual([]);
			expect(sent).toEqual([
				['leadContact', 'withoutSource'],
				['withoutSource'],
				['withoutSource'],
				['withoutSource'],
			]);
		});

		it('may also be one of the call of the input item, or of a source', async () => {
			const call = { type: 'call', callId: '{{ $json.callId }}' };
			const source = { type: 'customSources', source: '={{ $json.utm }}', medium: '' };
			const { sent } = await rules([call, source, nobody], [{ callId: null, utm: '' }]);
			expect(sent).toEqual([['withoutSource']]);
		});

		it('is refused where it is the only one', async () => {
			const { failed } = await rules([contact], [{ phone: '' }]);
			expect(failed).toEqual([
				expect.stringContaining('Rule Lead by Contact has no Emails or Phones or MD5 of Phones'),
			]);
		});

		it('is refused where an expression gives nothing', async () => {
			for (const phones of ['={{ $json.phone }}', '={{ $json.phone }} ']) {
				const { failed } = await rules([{ ...contact, phones }, nobody], [{ phnoe: '7' }]);
				expect(failed).toEqual([expect.stringContaining('Rule Lead by Contact has no')]);
			}
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
		[{ matching: {} }, 'Matching is empty'],
		[{ matching: { rule: [{ type: 'call', callId: '' }] } }, 'Call ID of a rule is empty'],
		[
			{ matching: { rule: [{ type: 'call', callId: 'x' }] } },
			'Call ID of a rule "x" is not a number made of digits',
		],
		[
			{ matching: { rule: [{ type: 'callContact', tags: 'a' }] } },
			'Rule Call by Contact has no Phones or MD5 of Phones',
		],
		[
			{ matching: { rule: [{ type: 'call', callId: '5', additionalFields: { tags: '' } }] } },
			'Only With Tags of a rule is empty',
		],
		[
			{ matching: { rule: [{ type: 'leadContact', phones: '12' }] } },
			'Phones of a rule "12" is not a phone number with its area code',
		],
		[
			{ matching: { rule: [{ type: 'leadContact', emails: 'a@b.c', searchDepth: 262801 }] } },
			'Search Depth of a rule "262801" is not a whole number from 1 to 262800',
		],
		[{ matching: { rule: [{ type: '__proto__' }] } }, 'Type of a rule "__proto__" is not known'],
		[{ additionalFields: { revenue: 'much' } }, 'Revenue "much" is not an amount'],
		[
			{ additionalFields: { customFields: { field: [{ name: 'f', value: '' }] } } },
			'Value under Custom Fields is empty',
		],
		[
			{ additionalFields: { products: { product: [{ quantity: 0 }] } } },
			'Quantity of a product "0" is not a whole number of 1 or more',
		],
		[
			{ additionalFields: { products: { product: '={{ [{ name: "p", price: 5 }] }}' } } },
			'Name of a product is empty',
		],
		[{ additionalFields: { revenue: '100,000' } }, 'Revenue "100,000" is not an amount'],
	])('refuses %o before any request', async (changes, message) => {
		const { error } = await execute(sandbox, { ...create, ...changes });
		expect(error?.message).toBe(message);
		expect(sandbox.requests).toHaveLength(0);
	});

	it.each([
		['date', 'Date'],
		['searchDepth', 'Search Depth'],
		['typeToMatch', 'Which One'],
		['withChats', 'With Chats'],
	])('refuses a saved rule whose %s gives nothing', async (name, label) => {
		const rule = { type: 'leadContact', phones: '+7 915 888-11-22' };
		const createBy = async (value: string) =>
			await execute(sandbox, { ...create, matching: { rule: [{ ...rule, [name]: value }] } });
		expect((await createBy('={{ $json.misspelt }}')).error?.message).toBe(
			`${label} of a rule is empty`,
		);
		expect((await createBy('')).error).toBeUndefined();
	});
});
