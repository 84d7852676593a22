import { deepEqual, equal, ok } from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '../report.mts';
import { credentialData, type Bench } from '../bench.mts';
import type { Client, Stored } from '../n8n/client.mts';
import { calltouch, chain, manualTrigger } from '../n8n/workflow.mts';
import { httpRequest } from './http-request.mts';

const quick = { options: { retryFor: 0, timeout: 1 } };
const calls = { resource: 'call', operation: 'getAll', ...quick };
const failures = ['403', '500', 'html200', 'resetBefore', 'truncatedJson', 'hang'] as const;

/** Runs that fail in many ways, with the Calltouch node and with n8n's own HTTP Request. */
export async function failInManyWays(
	report: Report,
	{ sandbox }: Bench,
	client: Client,
	credential: Stored,
) {
	const { apiToken, siteId } = credentialData(sandbox);
	const shapes = shapesOf(apiToken);
	for (const kind of failures) {
		await report.check(`a failing run (${kind}) tells no token`, async () => {
			sandbox.configure({ faults: [{ kind, times: 1 }] });
			const steps = [manualTrigger, calltouch('Calltouch', credential, calls)];
			const { status, error, stored } = await client.run(chain(`Fails: ${kind}`, steps));
			sandbox.configure({ faults: [] });
			equal(status, 'error');
			deepEqual(
				shapes.filter((shape) => stored.includes(shape)),
				[],
			);
			return `${error?.message} ${error?.description ?? ''}`;
		});
	}
	await report.check('a failing HTTP Request with the credential tells no token', async () => {
		const url = `${sandbox.url}/calls-service/RestAPI/99${siteId}/calls-diary/calls`;
		const steps = [manualTrigger, httpRequest(url, credential)];
		const { status, stored } = await client.run(chain('Fails: HTTP Request', steps));
		equal(status, 'error');
		deepEqual(
			shapes.filter((shape) => stored.includes(shape)),
			[],
		);
	});
}

/** Reads everything that n8n wrote: its database, its log, its files. */
export async function checkSecrecy(report: Report, { sandbox, server }: Bench) {
	const shapes = shapesOf(credentialData(sandbox).apiToken);
	await report.check('the token is in no file that n8n wrote', async () => {
		const files = await filesIn(server.userFolder);
		ok(files.some((file) => file.endsWith('database.sqlite')));
		ok(files.includes(server.logFile));
		const telling: string[] = [];
		for (const file of files) {
			const bytes = await readFile(file);
			if (shapes.some((shape) => bytes.includes(shape))) telling.push(file);
		}
		deepEqual(telling, []);
		return `${files.length} files`;
	});
	await report.check('n8n asked no other server', async () => {
		const log = await readFile(server.logFile, 'utf8');
		deepEqual(log.match(/.*(ENOTFOUND|EAI_AGAIN|api\.n8n\.io).*/g) ?? [], []);
	});
}

/** Every way in which a token may be written. */
function shapesOf(token: string): string[] {
	return [...new Set([token, encodeURIComponent(token), Buffer.from(token).toString('base64')])];
}

async function filesIn(folder: string): Promise<string[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((file) => !file.includes('node_modules'));
}
