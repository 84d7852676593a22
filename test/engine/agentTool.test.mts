import { describe, expect, it } from 'vitest';
import type { Fault } from '../sandbox/server/faults.mts';
import { credentialFor, simplifiedCall } from '../support/calltouch.mts';
import { runWorkflow } from '../support/engine.mts';
import { lastBody, sandbox, sandboxForEach } from '../support/sandbox.mts';
import { writes } from '../support/writes.mts';

sandboxForEach({ callsPerDay: 60 });

/** What the button beside a parameter writes into it, so that the model fills it in. */
const byModel = (name: string) =>
	`={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${name}', \`\`, 'string') }}`;

/** What an agent hears from the tool for each time that its model has filled in parameters. */
async function askedFor(agent: string, calls: object[], parameters: object, settings = {}) {
	const tool = {
		name: 'Calltouch',
		type: 'n8n-nodes-calltouch.calltouchTool',
		parameters: { ...parameters },
		credentials: { calltouchApi: { id: '1', name: 'Calltouch' } },
		waitBetweenTries: 1,
		...settings,
	};
	const workflow = {
		nodes: [
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} },
			{ name: 'Agent', type: `test.${agent}`, parameters: { calls: JSON.stringify(calls) } },
			tool,
		],
		connections: {
			Start: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
			Calltouch: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
		},
	};
	const { items } = await runWorkflow(workflow, credentialFor(sandbox));
	return items('Agent').map(({ json }) => json.answer as string);
}

/** What it hears for one time; undefined if the workflow stopped. */
async function asked(agent: string, filled: object, parameters: object, settings = {}) {
	const [answer] = await askedFor(agent, [filled], parameters, settings);
	return answer;
}

const calls = {
	resource: 'call',
	operation: 'getAll',
	period: 'range',
	dateFrom: byModel('Date_From'),
	dateTo: byModel('Date_To'),
};

describe.each(['agent', 'callingAgent'])('the node as a tool of an AI Agent (%s)', (agent) => {
	// n8n 2.8 stops at an error of a tool that the engine runs.
	const onError = agent === 'agent' ? 'continueRegularOutput' : undefined;

	it('reads the days that the model chose, and answers with no more than 50 short items', async () => {
		const filled = { Date_From: '2025-12-30', Date_To: '2025-12-31' };
		const answer = (await asked(agent, filled, calls)) ?? '';
		const items = JSON.parse(answer) as object[];
		expect(items).toHaveLength(50);
		for (const item of items) expect(Object.keys(item)).toEqual(simplifiedCall);
		const days = sandbox.requests.map(({ query }) => [query.dateFrom, query.dateTo]);
		expect(new Set(days.map(String))).toEqual(new Set(['30/12/2025,31/12/2025']));
		expect(answer.length).toBeLessThan(20_000);
	});

	it('says that a day has no calls, and is not silent', async () => {
		sandbox.configure({ callsPerDay: 0 });
		const filled = { Date_From: '2025-12-31', Date_To: '2025-12-31' };
		expect(await asked(agent, filled, calls)).toBe('[{"message":"Nothing found"}]');
	});

	it('tells the model how to write a day', async () => {
		const filled = { Date_From: 'last week', Date_To: '2025-12-31' };
		const answer = await asked(agent, filled, calls, { onError });
		expect(answer?.match(/Write a date as 2025-12-31 or 31\/12\/2025\./g)).toHaveLength(1);
	});

	it.each(['request: create', 'lead: deleteCustomFields'])(
		'sends %s once, though n8n tries again, when nobody knows whether Calltouch took it',
		async (write) => {
			sandbox.configure({ faults: [{ method: 'POST', kind: 'resetMiddle' } as Fault] });
			const parameters = writes('1')[write] as object;
			const answer = await asked(agent, {}, parameters, { retryOnFail: true, onError });
			expect(answer).toContain('It is not known');
			expect(sandbox.requests).toHaveLength(1);
		},
	);

	it('sends the same write again when the model asks for it again', async () => {
		const parameters = writes('1')['request: submitForm'] as object;
		const answers = await askedFor(agent, [{}, {}], parameters);
		expect(answers).toHaveLength(2);
		expect(sandbox.requests).toHaveLength(2);
	});

	it('takes a list that the model writes as JSON, and its empty text in an added field for none', async () => {
		const filled = { Tags: '["vip","sold, paid"]', Comment: '', Session: '' };
		const additionalFields = {
			tags: { tag: [{ name: { __rl: true, mode: 'value', value: byModel('Tags') } }] },
			comment: byModel('Comment'),
			sessionId: byModel('Session'),
		};
		const create = { ...writes('1')['request: create'], additionalFields };
		expect(await asked(agent, filled, create, { onError })).toContain('R-100');
		const [request] = (lastBody() as { requests: object[] }).requests;
		expect(JSON.stringify(request)).toContain('[{"tag":"vip"},{"tag":"sold, paid"}]');
		expect(request).not.toHaveProperty('comment');
		expect(request).not.toHaveProperty('sessionId');
	});

	it('never hands a recording on as text', async () => {
		const callId = sandbox.addCall({ fields: { successful: true } });
		const download = { resource: 'record', operation: 'download', callId: byModel('Call_ID') };
		const answer = await asked(agent, { Call_ID: String(callId) }, download);
		expect(answer).toContain('"mimeType"');
		expect(answer?.length).toBeLessThan(500);
	});
});
