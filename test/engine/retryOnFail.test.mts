import { describe, expect, it } from 'vitest';
import type { Fault } from '../sandbox/server/faults.mts';
import { create, itemsOf, numbersIn, rowsOf, sizes } from '../support/batches.mts';
import { credentialFor, execute, toBranch } from '../support/calltouch.mts';
import { runWorkflow } from '../support/engine.mts';
import { sandbox, sandboxForEach } from '../support/sandbox.mts';
import { writes } from '../support/writes.mts';

sandboxForEach({ dealsPerDay: 1 });

const deal = { orderNumber: 'A-100', calltouchOrderId: 7 };
const takenWith: Array<[write: string, taken: (error: unknown) => object]> = [
	['call: import', (error) => ({ data: { logId: 7, error } })],
	['callback: create', (error) => ({ data: { widgetRequestId: 7, error } })],
	['deal: create', (error) => ({ data: { orders: [{ ...deal, error }] } })],
	['deal: update', (error) => ({ data: { orders: [{ ...deal, error }] } })],
	['deal: delete', (error) => ({ orders: [{ ...deal, error }] })],
	['lead: addTags', (error) => ({ data: { leads: [{ callId: 7, error }] } })],
	[
		'request: create',
		(error) => ({ requests: [{ requestNumber: 'R-100', imported: true, error }] }),
	],
	['request: submitForm', (error) => ({ requestId: 7, error })],
];

it.each(
	takenWith.flatMap(([write, taken]) => [null, '', {}].map((error) => ({ write, taken, error }))),
)(
	'of n8n sends $write once when Calltouch took it with the error $error',
	async ({ write, taken, error }) => {
		sandbox.configure({
			faults: [{ method: 'POST', kind: 'error', status: 200, body: taken(error) } as Fault],
		});
		const parameters = writes('1')[write] as Record<string, unknown>;
		const { status, json } = await execute(sandbox, parameters, { retryOnFail: true });
		expect(status).toBe('success');
		expect(sandbox.requests).toHaveLength(1);
		expect(json).toEqual([expect.objectContaining({ errorMessage: error })]);
	},
);

it('of n8n asks once for the numbers of an answer with an empty error', async () => {
	sandbox.configure({
		faults: [{ kind: 'error', status: 200, body: { numbers: [], error: null } }],
	});
	const getAll = { resource: 'phoneNumber', operation: 'getAll', phoneNumbers: '74990002000' };
	const { json } = await execute(sandbox, getAll, { retryOnFail: true });
	expect(json).toEqual([{ numbers: [], errorMessage: null }]);
	expect(sandbox.requests).toHaveLength(1);
});

it.each([null, '', 'an old failure'])(
	'of n8n downloads a recording once for an item that came with the error %j',
	async (error) => {
		const callId = sandbox.addCall({ fields: { successful: true, duration: 30 } });
		const download = { resource: 'record', operation: 'download' };
		const items = [{ json: { callId, error } }];
		const { json } = await execute(sandbox, download, { items, retryOnFail: true });
		expect(sandbox.requests).toHaveLength(1);
		expect(json).toMatchObject([{ callId, errorMessage: error, record: { status: true } }]);
	},
);

describe('a write that n8n tries again', () => {
	const phones = ['79157770000', '79157770001', '79157770002'];
	const items = phones.map((phone) => ({ json: { phone } }));
	const callback = { ...writes('1')['callback: create'], phoneNumber: '={{ $json.phone }}' };
	const refuse = (skip: number, fault: object) =>
		sandbox.configure({ faults: [{ method: 'POST', times: 1, skip, ...fault } as Fault] });
	const refusal = { kind: 'error', status: 400, body: { message: 'Неверный номер' } };
	const sentPhones = () =>
		sandbox.requests.map(({ body }) => (JSON.parse(body) as { phone: string }).phone);

	it('sends only what was refused, and gives a result for all', async () => {
		refuse(0, refusal);
		const setting = { items, retryOnFail: true, onError: 'continueRegularOutput' } as const;
		const { json } = await execute(sandbox, callback, setting);
		expect(json).toHaveLength(3);
		expect(json.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
		expect(sentPhones()).toEqual([...phones, phones[0]]);
	});

	it('goes on behind what was taken before it stopped', async () => {
		refuse(1, refusal);
		const { status, json } = await execute(sandbox, callback, { items, retryOnFail: true });
		expect([status, json.length]).toEqual(['success', 3]);
		expect(sentPhones()).toEqual([phones[0], phones[1], phones[1], phones[2]]);
	});

	it('does not send what Calltouch may have taken', async () => {
		refuse(0, { kind: 'resetMiddle' });
		const setting = { items, retryOnFail: true, onError: 'continueRegularOutput' } as const;
		const { json } = await execute(sandbox, callback, setting);
		expect(json.map(({ error }) => error)).toEqual([
			expect.stringContaining('It is not known whether Calltouch took this'),
			undefined,
			undefined,
		]);
		expect(sentPhones()).toEqual(phones);
	});

	it('sends refused entries of a batch again, and no others', async () => {
		sandbox.configure({ faults: [{ method: 'POST', ...refusal, times: 2 } as Fault] });
		const parameters = { ...writes('1')['request: create'], requestNumber: '={{ $json.phone }}' };
		const { status } = await execute(sandbox, parameters, { items, retryOnFail: true });
		expect(status).toBe('success');
		const made = sandbox.ledger.requests.map(({ record }) => record.requestNumber);
		expect(made.sort()).toEqual(phones);
	});

	it('still sends the same items of two nodes', async () => {
		const connect = (...nodes: string[]) => ({
			main: [nodes.map((node) => ({ node, type: 'main', index: 0 }))],
		});
		const node = (name: string) => ({
			name,
			type: 'n8n-nodes-calltouch.calltouch',
			parameters: callback as never,
			credentials: { calltouchApi: { id: '1', name: 'Calltouch' } },
			// The sandbox calls nobody back twice.
			onError: 'continueRegularOutput' as const,
		});
		const given = { items: JSON.stringify(items) };
		await runWorkflow(
			{
				nodes: [
					{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} },
					{ name: 'Items', type: 'test.items', parameters: given },
					node('One'),
					node('Two'),
				],
				connections: { Start: connect('Items'), Items: connect('One', 'Two') },
			},
			credentialFor(sandbox),
		);
		expect(sentPhones()).toEqual([...phones, ...phones]);
	});
});

describe('of n8n, after a failed item', () => {
	const modes = [{ onError: undefined }, { onError: 'continueRegularOutput' }, toBranch] as const;

	it.each(modes)('sends no write again that may have been taken ($onError)', async (mode) => {
		sandbox.configure({ faults: [{ method: 'POST', kind: 'resetMiddle', times: 1 } as Fault] });
		const setting = { items: itemsOf(rowsOf(2)), retryOnFail: true, ...mode };
		const { error, json, failed } = await execute(sandbox, create, setting);
		expect(sizes()).toEqual([2]);
		const [message] = [error?.message, json[0]?.error, failed[0]?.json.error].filter(Boolean);
		expect(message).toMatch(/^It is not known whether Calltouch took this/);
	});

	it.each(modes)('sends only what was not taken ($onError)', async (mode) => {
		const rows = rowsOf(3);
		const refusal = { requestNumber: 'N-0', imported: false, errorMessage: 'later' };
		const taken = rows.slice(1).map(({ number }) => ({ requestNumber: number, imported: true }));
		const body = { data: { requests: [refusal, ...taken] } };
		sandbox.configure({
			faults: [{ method: 'POST', kind: 'error', status: 200, body, times: 1 } as Fault],
		});
		const setting = { items: itemsOf(rows), retryOnFail: true, ...mode };
		const { json, status } = await execute(sandbox, create, setting);
		expect(status).toBe('success');
		expect(json.map(({ requestNumber }) => requestNumber)).toEqual(['N-0', 'N-1', 'N-2']);
		expect(sizes()).toEqual([3, 1]);
		expect(numbersIn()).toEqual(['N-0']);
	});
});
