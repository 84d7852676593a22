import type { IDataObject } from 'n8n-workflow';
import { beforeEach, describe, expect, it } from 'vitest';
import { STRANGER } from '../sandbox/endpoints/lead-search.mts';
import { execute, toBranch } from '../support/calltouch.mts';
import { lastBody, sandbox, sandboxForEach } from '../support/sandbox.mts';

sandboxForEach();
let callId: number;
beforeEach(() => {
	callId = Number(sandbox.callIds(12345, '2025-12-31')[0]);
});

const callRule = (id: unknown) => ({ rule: [{ type: 'call', callId: id }] });

const addTags = { resource: 'lead', operation: 'addTags' };
const addComment = { resource: 'lead', operation: 'addComment' };
const assignManager = { resource: 'lead', operation: 'assignManager' };
const setCustomFields = { resource: 'lead', operation: 'setCustomFields' };

/** What each operation needs beside the rules, its path, its list, and what it sends. */
const enrichments = [
	{
		parameters: { ...addTags, tags: { tag: [{ name: 'vip' }] } },
		path: 'tag/lead/add',
		list: 'leads',
		part: { addTags: { overwrite: false, tags: [{ tag: 'vip' }] } },
	},
	{
		parameters: { ...addComment, comment: 'text' },
		path: 'comment/lead/add',
		list: 'comments',
		part: { addComment: 'text' },
	},
	{
		parameters: {
			...assignManager,
			manager: { __rl: true, mode: 'value', value: 'Manager name' },
			overwrite: true,
		},
		path: 'manager/lead/add',
		list: 'leads',
		part: { addManagers: { overwrite: true, managers: [{ manager: 'Manager name' }] } },
	},
	{
		parameters: {
			...setCustomFields,
			customFields: {
				field: [
					{ name: 'text', value: 'abc' },
					{ name: 'num', value: '={{ 5 }}' },
					{ name: 'date', value: '1990-01-01' },
				],
			},
		},
		path: 'customfield/lead/add',
		list: 'leads',
		part: {
			addCustomFields: {
				overwrite: false,
				customFields: [
					{ field: 'text', value: 'abc' },
					{ field: 'num', value: 5 },
					{ field: 'date', value: '1990-01-01' },
				],
			},
		},
	},
];

describe.each(enrichments)('lead: $parameters.operation', ({ parameters, path, list, part }) => {
	it('sends the documented body, key by key', async () => {
		const { json, error } = await execute(sandbox, { ...parameters, matching: callRule(callId) });
		expect(error).toBeUndefined();
		expect(sandbox.requests[0]?.path).toBe(`/lead-service/v1/api/${path}`);
		expect(lastBody()).toEqual({
			[list]: [{ matching: [{ type: 'call', callParams: { callId } }], ...part }],
		});
		expect(json).toEqual([{ success: true }]);
	});

	it('tells good items from bad ones, in one request', async () => {
		const items = [callId, 1, callId].map((id) => ({ json: { id } }));
		const mixed = { ...parameters, matching: callRule('={{ $json.id }}') };
		const { items: good, failed } = await execute(sandbox, mixed, { items, ...toBranch });
		expect(sandbox.requests).toHaveLength(1);
		expect(good.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
		expect(failed.map(({ json }) => json.error)).toEqual([
			'Calltouch did not take this lead: "Лид не найден"',
		]);
		expect(sandbox.ledger.marks).toHaveLength(2);
	});

	it('takes a hundred in a request and gives each item its own result', async () => {
		const items = Array.from({ length: 250 }, () => ({ json: {} }));
		const { json } = await execute(
			sandbox,
			{ ...parameters, matching: callRule(callId) },
			{ items },
		);
		expect(json).toHaveLength(250);
		expect(sandbox.requests).toHaveLength(3);
	});

	it.each([
		['bare', { data: { result: 'OK' } }],
		['empty', null],
	] as const)(
		'passes an answer without items on whole (answer: %s)',
		async (leadAnswers, answer) => {
			sandbox.configure({ leadAnswers });
			const { json } = await execute(sandbox, { ...parameters, matching: callRule(callId) });
			expect(json).toEqual([{ answer }]);
		},
	);

	it('means the call of the input item when no rule is chosen', async () => {
		const items = [{ json: { callId } }, { json: {} }];
		const { failed } = await execute(sandbox, parameters, { items, ...toBranch });
		const [[lead]] = Object.values(lastBody()) as [[object]];
		expect(lead).toMatchObject({ matching: [{ type: 'call', callParams: { callId } }] });
		expect(failed.map(({ json }) => json.error)).toEqual([
			expect.stringContaining('Call ID of a rule is empty'),
		]);
	});

	it('sends the further fields of a rule, wherever the workflow has them', async () => {
		const further = { searchDepth: 1440, md5Phones: 'a1', tags: 'vip', withChats: true };
		const usual = { type: 'leadContact', phones: '79990000001' };
		const bodies: unknown[] = [];
		for (const row of [
			{ ...usual, additionalFields: further },
			{ ...usual, ...further },
		]) {
			await execute(sandbox, { ...parameters, matching: { rule: [row] } });
			const [[{ matching }]] = Object.values(lastBody()) as [[{ matching: [IDataObject] }]];
			const { date, ...sent } = matching[0].leadContactParams as IDataObject;
			expect(date).toMatch(/^\d\d-\d\d-\d{4} /);
			bodies.push(sent);
		}
		expect(bodies[0]).toEqual({
			phones: ['79990000001'],
			md5Phones: ['a1'],
			leadTypeToMatch: 'nearest',
			searchDepth: 1440,
			withChats: true,
			tags: ['vip'],
			tagsLogic: 'and',
		});
		expect(bodies[1]).toEqual(bodies[0]);
	});

	it.each([{ searchDepth: 1440 }, { withChats: false }, { searchAmongPhonesInText: false }])(
		'looks in chats and transcripts only where a rule says so (%j)',
		async (further) => {
			const row = { type: 'leadContact', phones: '79990000001', additionalFields: further };
			await execute(sandbox, { ...parameters, matching: { rule: [row] } });
			const [[{ matching }]] = Object.values(lastBody()) as [[{ matching: [IDataObject] }]];
			const sent = Object.keys(matching[0].leadContactParams as IDataObject);
			expect(sent).not.toContain('withChats');
			expect(sent).not.toContain('searchAmongPhonesInText');
		},
	);

	it('has all its further fields when its type is an expression', async () => {
		const further = { withChats: true, tags: 'a', searchDepth: 1440 };
		const row = { phones: '79990000001', additionalFields: further };
		const bodies: unknown[] = [];
		for (const type of ['leadContact', '={{ "leadContact" }}']) {
			await execute(sandbox, { ...parameters, matching: { rule: [{ ...row, type }] } });
			bodies.push(lastBody());
		}
		expect(JSON.stringify(bodies[0])).toContain('withChats');
		expect(bodies[1]).toEqual(bodies[0]);
	});

	it('refuses items without a rule before any request', async () => {
		const { error } = await execute(sandbox, { ...parameters, matching: {} });
		expect(error?.message).toBe('Matching is empty');
		const rule = [{ type: '={{ "withoutSource" }}' }];
		const other = await execute(sandbox, { ...parameters, matching: { rule } });
		expect(other.error?.message).toBe('Type of a rule "withoutSource" is not known');
		expect(sandbox.requests).toHaveLength(0);
	});
});

describe('what is added to a lead', () => {
	it.each([
		['a list', '={{ ["a", "b", "a"] }}'],
		['text with commas', ' a, b ,'],
		['a choice', { __rl: true, mode: 'value', value: 'a,b' }],
	])('takes tags as %s', async (_kind, name) => {
		await execute(sandbox, { ...addTags, matching: callRule(callId), tags: { tag: [{ name }] } });
		expect(lastBody()).toMatchObject({
			leads: [{ addTags: { tags: [{ tag: 'a' }, { tag: 'b' }] } }],
		});
	});

	it('finds a lead by its phone in any notation', async () => {
		const matching = { rule: [{ type: 'leadContact', phones: '+7 (000) 000-00-00, 9158881122' }] };
		const { error } = await execute(sandbox, { ...addComment, comment: 'text', matching });
		expect(error?.message).toBe('Calltouch did not take this lead: "Лид не найден"');
		expect(sandbox.requests[0]?.body).toContain(`"phones":["${STRANGER}","79158881122"]`);
	});

	it.each([
		[addTags, 'Tags is empty'],
		[{ ...addComment, comment: '={{ "" }}' }, 'Comment is empty'],
		[
			{ ...assignManager, manager: { __rl: true, mode: 'value', value: '={{ "" }}' } },
			'Manager is empty',
		],
		[setCustomFields, 'Custom Fields is empty'],
	])('refuses %o', async (parameters, message) => {
		const { error } = await execute(sandbox, { ...parameters, matching: callRule(callId) });
		expect(error?.message).toBe(message);
		expect(sandbox.requests).toHaveLength(0);
	});
});
