import { credentialData, withBench } from '../bench.mts';
import type { Installation } from '../install/generations.mts';
import { Client } from '../n8n/client.mts';
import { credentialType } from '../n8n/workflow.mts';
import type { Report } from '../report.mts';
import { checkPolling } from './polling.mts';
import { checkStorm, checkWebhook } from './webhook.mts';

/** Both triggers in a published workflow, with an n8n that dies on the way. */
export async function checkTriggers(report: Report, installation: Installation, tarball: string) {
	await withBench(installation, { tarball, examples: false }, async (bench) => {
		const client = new Client(bench.server.url);
		await client.setUp();
		const data = credentialData(bench.sandbox);
		const credential = await client.addCredential('Calltouch', credentialType, data);
		report.about(`n8n ${installation.generation}, webhook trigger`);
		await checkWebhook(report, bench, client, credential);
		await checkStorm(report, client);
		report.about(`n8n ${installation.generation}, polling trigger`);
		await checkPolling(report, bench, client, credential);
	});
}
