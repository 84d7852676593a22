import { PassThrough } from 'node:stream';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { runItems } from '../../../nodes/Calltouch/actions/router';

interface Sent {
	token: string;
	numbers: string[];
}

let hosts = 0;

/** Creates a request for each item, whose credential has the token of its place, and tells what was sent. */
async function run(tokens: string[], options: (at: number) => IDataObject = () => ({})) {
	const baseUrl = `http://batches-${(hosts += 1)}.invalid`;
	const sent: Sent[] = [];
	let rounds = 0;
	let round: Promise<void> | undefined;
	const parameters: Record<string, unknown> = {
		resource: 'request',
		operation: 'create',
		phoneNumber: '79990000011',
	};
	const context = {
		getInputData: () => tokens.map(() => ({ json: {} })),
		getNodeParameter: (name: string, at: number, otherwise?: unknown) => {
			if (name === 'requestNumber') return `N-${at}`;
			if (name === 'options') return options(at);
			return parameters[name] ?? otherwise;
		},
		getCredentials: async (_name: string, at: number) => {
			// All that are asked for before the next turn of the event loop come together.
			round ??= new Promise((resolve) =>
				setImmediate(() => {
					rounds++;
					round = undefined;
					resolve();
				}),
			);
			await round;
			return { siteId: '12345', apiToken: tokens[at], baseUrl, timezone: 'Europe/Moscow' };
		},
		getNode: () => ({ name: 'Calltouch', type: 'calltouch', parameters: {} }),
		getWorkflow: () => ({ id: 'workflow' }),
		getExecutionCancelSignal: () => undefined,
		isToolExecution: () => false,
		continueOnFail: () => false,
		addExecutionHints: () => undefined,
		helpers: {
			httpRequestWithAuthentication: (
				_name: string,
				{ body }: { body: string },
				{ credentialsDecrypted }: { credentialsDecrypted: { data: { apiToken: string } } },
			) => {
				const { requests } = JSON.parse(body) as { requests: Array<{ requestNumber: string }> };
				const numbers = requests.map(({ requestNumber }) => requestNumber);
				sent.push({ token: credentialsDecrypted.data.apiToken, numbers });
				const taken = numbers.map((requestNumber) => ({ requestNumber, imported: true }));
				const answer = new PassThrough().end(JSON.stringify({ data: { requests: taken } }));
				return Promise.resolve({ statusCode: 200, headers: {}, body: answer });
			},
		},
	};
	const [output = []] = await runItems(context as unknown as IExecuteFunctions);
	return { sent, rounds, output };
}

describe('items of one run', () => {
	it('that have tokens of their own never share a request', async () => {
		const { sent, output } = await run(['token-a', 'token-b', 'token-a', ' token-b ']);
		expect(sent).toEqual([
			{ token: 'token-a', numbers: ['N-0', 'N-2'] },
			{ token: 'token-b', numbers: ['N-1', 'N-3'] },
		]);
		expect(output.map(({ json }) => json.requestNumber)).toEqual(['N-0', 'N-1', 'N-2', 'N-3']);
	});

	it('that have a rate of their own never share a request', async () => {
		const rate = (at: number) => (at === 1 ? { maxRequestsPerSecond: 2 } : {});
		const { sent } = await run(['token', 'token', 'token'], rate);
		expect(sent.map(({ numbers }) => numbers)).toEqual([['N-0', 'N-2'], ['N-1']]);
	});

	it('have their credentials read side by side', async () => {
		const { sent, rounds } = await run(Array<string>(1000).fill('token'));
		expect(sent).toHaveLength(10);
		expect(rounds).toBeLessThanOrEqual(100);
	});
});
