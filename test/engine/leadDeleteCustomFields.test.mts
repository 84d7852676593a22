import { describe, expect, it } from 'vitest';
import { execute, toBranch } from '../support/calltouch.mts';
import { lastBody, sandbox, sandboxForEach } from '../support/sandbox.mts';

sandboxForEach();

const deleteCustomFields = { resource: 'lead', operation: 'deleteCustomFields' };

describe('lead: deleteCustomFields', () => {
	it('sends the documented body, key by key', async () => {
		const { json } = await execute(sandbox, {
			...deleteCustomFields,
			identifier: '22010007',
			fieldNames: 'field1',
		});
		expect(lastBody()).toEqual({ callId: 22010007, customFields: ['field1'] });
		expect(json).toEqual([
			{ callId: '22010007', deleted: ['field1'], answer: { data: { deleted: 1 } } },
		]);
	});

	it.each([
		['orderNumber', 'A-100', 'A-100'],
		['callReferenceId', '1710142605.37002', '1710142605.37002'],
		['requestId', '9001', 9001],
	])('finds the lead by %s', async (identifyBy, identifier, sent) => {
		const parameters = { ...deleteCustomFields, identifyBy, identifier, fieldNames: 'a, b' };
		const { error } = await execute(sandbox, parameters);
		expect(error).toBeUndefined();
		expect(lastBody()).toEqual({ [identifyBy]: sent, customFields: ['a', 'b'] });
	});

	it('fails alone for an id that is none', async () => {
		const items = ['1', 'x'].map((id) => ({ json: { id } }));
		const parameters = { ...deleteCustomFields, identifier: '={{ $json.id }}', fieldNames: 'a' };
		const { json, failed } = await execute(sandbox, parameters, { items, ...toBranch });
		expect(json).toHaveLength(1);
		expect(failed[0]?.json.error).toBe('Call ID "x" is not a number made of digits');
	});
});
