import { describe, expect, it } from 'vitest';
import { execute, toBranch } from '../support/calltouch.mts';
import { newDeal } from '../support/deals.mts';
import { lastBody, sandbox, sandboxForEach } from '../support/sandbox.mts';

sandboxForEach();

const create = { resource: 'deal', operation: 'create', ...newDeal };

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
	const done = operation === 'delete' ? { deleted: true } : {};
	const answers = {
		list: [{ orderNumber: 'A-100', [`${operation}d`]: true }],
		bare: ['A-100', 'unknown'].map((orderNumber) => ({
			orderNumber,
			answer: { data: { result: 'OK' } },
			...done,
		})),
		empty: ['A-100', 'unknown'].map((orderNumber) => ({ orderNumber, answer: null, ...done })),
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
