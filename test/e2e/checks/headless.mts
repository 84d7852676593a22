import { ok } from 'node:assert/strict';
import { withBench, withoutLimit, credentialData } from '../bench.mts';
import type { Installation } from '../install/generations.mts';
import { Client } from '../n8n/client.mts';
import { calltouchType, credentialType } from '../n8n/workflow.mts';
import { consult } from '../oracle.mts';
import type { Report } from '../report.mts';
import { checkCredential } from './credential.mts';
import { checkEveryOperation } from './everyOperation.mts';
import { checkFlows } from './flows.mts';
import { checkHttpRequest } from './http-request.mts';
import { checkOperations } from './operations.mts';
import { checkSecrecy, failInManyWays } from './secrecy.mts';

/** Everything that needs no browser, on one fresh n8n. */
export async function checkHeadless(report: Report, installation: Installation, tarball: string) {
	const about = (what: string) => report.about(`n8n ${installation.generation}, ${what}`);
	await withBench(installation, { tarball }, async (bench) => {
		const { server, sandbox } = bench;
		const client = new Client(server.url);
		await client.setUp();
		about('package');
		await report.check('n8n knows the node, also as a tool', async () => {
			const types = await client.call<Array<{ name: string }>>('GET', '/types/nodes.json');
			const names = types.map(({ name }) => name);
			for (const name of [calltouchType, `${calltouchType}Tool`]) ok(names.includes(name), name);
			return `ready after ${(server.readyAfterMs / 1000).toFixed(1)} s`;
		});
		about('credential');
		await withoutLimit(sandbox, async () => await checkCredential(report, bench, client));
		const credential = await client.addCredential(
			'Calltouch',
			credentialType,
			credentialData(sandbox),
		);
		const oracle = await consult(sandbox.settings.callsPerDay as number);
		about('operation');
		await checkOperations(report, bench, client, credential, oracle);
		await checkEveryOperation(report, bench, client, credential, oracle);
		about('flow');
		await checkFlows(report, bench, client, credential, oracle);
		about('HTTP Request');
		await checkHttpRequest(report, bench, client, credential, oracle);
		about('secrecy');
		await withoutLimit(sandbox, async () => {
			await failInManyWays(report, bench, client, credential);
		});
		await server.stop();
		await checkSecrecy(report, bench);
	});
}
