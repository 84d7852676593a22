import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { credentialData, withBench } from '../bench.mts';
import { database } from '../workers/fleet.mts';
import { withFolder } from '../temporary.mts';
import type { Installation } from '../install/generations.mts';
import { installPackage } from '../install/package.mts';
import { Client } from '../n8n/client.mts';
import { startServer } from '../n8n/server.mts';
import { credentialType } from '../n8n/workflow.mts';
import type { Report } from '../report.mts';
import { startPostgreSql } from '../services/postgresql.mts';
import { checkPolling } from './polling.mts';
import { checkStorm, checkWebhook } from './webhook.mts';

/** A busy n8n takes more connections, and does not take a slow answer of its database for none. */
const patience = {
	DB_POSTGRESDB_POOL_SIZE: '20',
	DB_PING_TIMEOUT_MS: '120000',
	DB_CONNECTION_ACQUISITION_TIMEOUT_MS: '240000',
	N8N_CONCURRENCY_PRODUCTION_LIMIT: '20',
	// The engine of n8n 2.41 keeps an isolate for each delivery that waits: 17 GB for all of these.
	N8N_EXPRESSION_ENGINE: 'legacy',
};

/** Both triggers in a published workflow, with an n8n that dies on the way. */
export async function checkTriggers(report: Report, installation: Installation, tarball: string) {
	await withBench(installation, { tarball }, async (bench) => {
		const client = new Client(bench.server.url);
		await client.setUp();
		const data = credentialData(bench.sandbox);
		const credential = await client.addCredential('Calltouch', credentialType, data);
		report.about(`n8n ${installation.generation}, webhook trigger`);
		await checkWebhook(report, bench, client, credential);
		report.about(`n8n ${installation.generation}, polling trigger`);
		await checkPolling(report, bench, client, credential);
	});
	report.about(`n8n ${installation.generation}, webhook trigger`);
	await checkBusy(report, installation, tarball);
}

/**
 * Two thousand deliveries within ten seconds. On PostgreSQL, as a busy n8n runs: with SQLite, n8n 2.41 gives up
 * when its one writer has kept an execution waiting for a minute.
 */
async function checkBusy(report: Report, installation: Installation, tarball: string) {
	await withFolder(`busy-${installation.generation}`, async (folder) => {
		const postgresql = await startPostgreSql(folder);
		try {
			const userFolder = join(folder, 'n8n');
			await mkdir(userFolder);
			await installPackage(tarball, userFolder);
			const env = { ...database(postgresql), ...patience };
			const server = await startServer({ installation, userFolder, env });
			const client = new Client(server.url);
			await client
				.setUp()
				.then(async () => await checkStorm(report, client))
				.finally(() => server.stop());
		} finally {
			await postgresql.stop();
		}
	});
}
