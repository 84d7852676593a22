import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Sandbox } from '../../sandbox/sandbox.mts';
import type { Report } from '../report.mts';
import { credentialData, type Bench } from '../bench.mts';
import type { Client, Stored } from '../n8n/client.mts';
import { chain, credentialType, manualTrigger, type Step } from '../n8n/workflow.mts';
import type { Oracle } from '../oracle.mts';

/** Settings of the node against 429: HTTP Request knows nothing of a limit, and a second later there is room again. */
const patience = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1200 };

/** n8n's HTTP Request node with the credential of this package, for an address that the node does not wrap. */
export function httpRequest(url: string, { id, name }: Stored, query: object = {}): Step {
	const parameters = Object.entries(query).map(([key, value]) => ({
		name: key,
		value: String(value),
	}));
	return {
		name: 'HTTP Request',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			url,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: credentialType,
			sendQuery: true,
			queryParameters: { parameters },
			options: {},
		},
		credentials: { [credentialType]: { id, name } },
		...patience,
	};
}

/** Somebody else at this address has asked Calltouch as often as it allows. */
async function useUpTheSecond({ url, settings }: Sandbox) {
	const others = Array.from({ length: settings.limitPerSecond }, async () => await fetch(url));
	await Promise.all(others);
}

/** The credential serves n8n's HTTP Request node: with the token where one is due, without it elsewhere. */
export async function checkHttpRequest(
	report: Report,
	{ sandbox }: Bench,
	client: Client,
	credential: Stored,
	{ days }: Oracle,
) {
	const { apiToken, siteId } = credentialData(sandbox);
	const root = `${sandbox.url}/calls-service/RestAPI/${siteId}`;
	const run = async (url: string, query?: object) => {
		await useUpTheSecond(sandbox);
		sandbox.requests.clear();
		const steps = [manualTrigger, httpRequest(url, credential, query)];
		const execution = await client.run(chain('HTTP Request', steps));
		return { ...execution, asked: sandbox.requests.at(-1) };
	};

	await report.check('an address that needs no token gets none', async () => {
		const { status, error, items, asked } = await run(`${root}/getnodeid/`);
		equal(status, 'success', error?.message);
		deepEqual(items('HTTP Request')[0]?.json, { nodeId: 1 + (Number(siteId) % 16) });
		ok(!JSON.stringify(asked).includes(apiToken));
	});
	await report.check('the journal of calls gets the token', async () => {
		const query = { ...days, page: 1, limit: 3 };
		const { status, error, items, asked } = await run(`${root}/calls-diary/calls`, query);
		equal(status, 'success', error?.message);
		equal((items('HTTP Request')[0]?.json.records as unknown[]).length, 3);
		equal(asked?.query.clientApiId, apiToken);
	});
	await report.check('a foreign host gets no token', async () => {
		const foreign = root.replace('127.0.0.1', 'localhost');
		const { asked } = await run(`${foreign}/calls-diary/calls`);
		equal(asked?.status, 403);
		ok(!JSON.stringify(asked).includes(apiToken));
	});
}
