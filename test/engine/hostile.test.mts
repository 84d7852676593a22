import { beforeEach, describe, expect, it } from 'vitest';
import { execute } from '../support/calltouch.mts';
import { sandbox, sandboxForEach } from '../support/sandbox.mts';

sandboxForEach({ callsPerDay: 3 });

const day = { period: 'range', dateFrom: '2025-12-31', dateTo: '2025-12-31' };
const getAll = { resource: 'call', operation: 'getAll', ...day, returnAll: true };
const include = ['callTags', 'comments'];

/** Records as no well-behaved server sends them, word for word. */
const records = {
	'no key but the id': '{"callId":1}',
	'nothing at all': '{}',
	'nulls everywhere':
		'{"callId":2,"date":null,"timestamp":null,"source":null,"medium":null,"duration":null,"callTags":null,"successful":null}',
	'wrong types everywhere':
		'{"callId":"3","date":17,"timestamp":"1767214800","source":["a"],"medium":{"a":1},"duration":"17","callTags":"x"}',
	'names of the language':
		'{"callId":4,"__proto__":{"polluted":true},"constructor":"c","source":"__proto__","medium":"constructor"}',
	'a lone surrogate and control signs':
		'{"callId":5,"source":"\\ud800","medium":"\\u0000\\u001f\\u007f"}',
	'a number beyond all':
		'{"callId":6,"duration":1e400,"ctClientId":123456789012345678901234567890}',
	'two members of one name': '{"callId":7,"callId":8}',
};

describe.each(Object.entries(records))('a call with %s', (_, json) => {
	beforeEach(() => sandbox.configure({ extraRecords: [{ date: '2025-12-31', json }] }));

	it.each(['simplified', 'raw', 'selected'])('goes through the output %s', async (output) => {
		const fields = ['callId', 'source', 'callTags'];
		const result = await execute(sandbox, { ...getAll, output, fields, include });
		expect(result.error).toBeUndefined();
		expect(result.json).toHaveLength(4);
		expect({}).not.toHaveProperty('polluted');
	});

	it('is counted once in a summary', async () => {
		const groupBy = ['date', 'hour', 'source', 'medium', 'campaign', 'keyword', 'manager'];
		const parameters = { resource: 'call', operation: 'summarize', ...day, groupBy };
		const { json, error } = await execute(sandbox, parameters);
		expect(error).toBeUndefined();
		expect(json.reduce((sum, row) => sum + Number(row.ordinaryCalls), 0)).toBe(4);
	});
});

describe('a record', () => {
	it('of ten million signs comes whole', async () => {
		const long = 'ы'.repeat(10_000_000);
		sandbox.configure({
			extraRecords: [{ date: '2025-12-31', json: `{"callId":1,"source":"${long}"}` }],
		});
		const { json } = await execute(sandbox, { ...getAll, output: 'raw' });
		expect(json.find(({ callId }) => callId === 1)?.source).toBe(long);
	});

	it('nested five hundred levels deep comes whole', async () => {
		const deep = `${'{"a":['.repeat(250)}1${']}'.repeat(250)}`;
		sandbox.configure({
			extraRecords: [{ date: '2025-12-31', json: `{"callId":1,"deep":${deep}}` }],
		});
		const { json } = await execute(sandbox, { ...getAll, output: 'raw' });
		expect(JSON.stringify(json.find(({ callId }) => callId === 1)?.deep)).toBe(deep);
	});
});
