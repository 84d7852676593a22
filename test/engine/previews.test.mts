import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.mts';
import { execute } from '../support/calltouch.mts';
import { writes } from '../support/writes.mts';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ callsPerDay: 10 });
	sandbox.addDeal({ fields: { orderNumber: 'A-100' } });
});
afterAll(async () => await sandbox.stop());

const range = { period: 'range', dateFrom: '2025-12-31', dateTo: '2025-12-31' };

describe('the output preview', () => {
	it.each([
		['stats', 'get', {}],
		['call', 'getAll', range],
		['call', 'get', { ...range, callId: 'first' }],
		['call', 'summarize', range],
		['call', 'export', range],
		['request', 'export', range],
		['deal', 'export', range],
		['request', 'getAll', range],
		['deal', 'getAll', range],
		['record', 'download', { callId: 'first', ifMissing: 'skip' }],
		['phoneNumber', 'getAll', { phoneNumbers: '74990002000' }],
		['phoneNumber', 'getRedirects', {}],
		...Object.keys(writes('1')).map(
			(name) => [...name.split(': '), {}] as [string, string, object],
		),
	])(
		'of %s: %s tells what comes out',
		async (resource, operation, parameters: Record<string, unknown>) => {
			const callId = sandbox.callIds(12345, '2025-12-31')[0];
			const filled = {
				...writes(String(callId))[`${resource}: ${operation}`],
				...(parameters.callId ? { ...parameters, callId } : parameters),
			};
			const schema = JSON.parse(
				readFileSync(`nodes/Calltouch/__schema__/v1.0.0/${resource}/${operation}.json`, 'utf8'),
			) as object;
			const validate = new Ajv({ strict: false }).compile(schema);
			const { json } = await execute(sandbox, { resource, operation, ...filled });
			expect(json.length).toBeGreaterThan(0);
			for (const item of json) {
				validate(item);
				expect(validate.errors ?? []).toEqual([]);
			}
		},
	);
});
