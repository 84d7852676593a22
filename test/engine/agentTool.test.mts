import { describe, expect, it } from 'vitest';
import { execute, simplifiedCall } from '../support/calltouch.mts';
import { sandbox, sandboxForEach } from '../support/sandbox.mts';

sandboxForEach({ callsPerDay: 60 });

/** What the button beside a parameter writes into it, so that the model fills it in. */
const byModel = (name: string) =>
	`={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${name}', \`\`, 'string') }}`;

/** As n8n runs a tool: what the model has filled in is the input item. */
const asked = async (filled: object, parameters: object) =>
	await execute(sandbox, { ...parameters }, { items: [{ json: { ...filled } }] });

const calls = {
	resource: 'call',
	operation: 'getAll',
	period: 'range',
	dateFrom: byModel('Date_From'),
	dateTo: byModel('Date_To'),
};

describe('the node as a tool of an AI Agent', () => {
	it('reads the days that the model chose, and answers with no more than 50 short items', async () => {
		const { json } = await asked({ Date_From: '2025-12-30', Date_To: '2025-12-31' }, calls);
		expect(json).toHaveLength(50);
		for (const item of json) expect(Object.keys(item)).toEqual(simplifiedCall);
		const days = sandbox.requests.map(({ query }) => [query.dateFrom, query.dateTo]);
		expect(new Set(days.map(String))).toEqual(new Set(['30/12/2025,31/12/2025']));
		expect(JSON.stringify(json).length).toBeLessThan(20_000);
	});

	it('tells the model how to write a day', async () => {
		const { error } = await asked({ Date_From: 'last week', Date_To: '2025-12-31' }, calls);
		// n8n hands the description to the model.
		expect(error?.description).toBe('Write a date as 2025-12-31 or 31/12/2025.');
	});

	it('never hands a recording on as text', async () => {
		const callId = sandbox.addCall({ fields: { successful: true } });
		const { json, items } = await asked(
			{ Call_ID: String(callId) },
			{ resource: 'record', operation: 'download', callId: byModel('Call_ID') },
		);
		expect(items[0]?.binary).toHaveProperty('data');
		expect(JSON.stringify(json).length).toBeLessThan(500);
	});
});
