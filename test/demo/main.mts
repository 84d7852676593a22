/**
 * `npm run demo`: runs the example workflows through n8n's own engine, on the sandbox, or on a real account when
 * CALLTOUCH_SITE_ID and CALLTOUCH_TOKEN are set (CALLTOUCH_BASE_URL and CALLTOUCH_TIMEZONE are optional).
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { INodeExecutionData } from 'n8n-workflow';
import { startSandbox } from '../sandbox/sandbox.mts';
import { credentialFor } from '../support/calltouch.mts';
import {
	readBinary,
	runWorkflow,
	type CredentialData,
	type Finished,
	type WorkflowJson,
} from '../support/engine.mts';

const recordingsFolder = 'recordings';
const mostRecordings = 3;
/** How the message begins where the old statistics are switched off. */
const noStatistics = 'The statistics of Calltouch are not there';

interface Account {
	name: string;
	credential: CredentialData;
	/** Whether the examples that write may run. */
	mayWrite: boolean;
	close: () => Promise<void>;
}

async function openAccount(): Promise<Account> {
	const { CALLTOUCH_SITE_ID, CALLTOUCH_TOKEN, CALLTOUCH_BASE_URL, CALLTOUCH_TIMEZONE } =
		process.env;
	if (!CALLTOUCH_SITE_ID || !CALLTOUCH_TOKEN) {
		const sandbox = await startSandbox({ strict: false, callsPerDay: 60, latencyMs: 30 });
		const credential = credentialFor(sandbox);
		return { name: 'the sandbox', credential, mayWrite: true, close: sandbox.stop };
	}
	const calltouchApi = {
		siteId: CALLTOUCH_SITE_ID,
		apiToken: CALLTOUCH_TOKEN,
		baseUrl: CALLTOUCH_BASE_URL ?? 'https://api.calltouch.ru',
		timezone: CALLTOUCH_TIMEZONE ?? 'Europe/Moscow',
	};
	const name = `site ${CALLTOUCH_SITE_ID}`;
	return { name, credential: { calltouchApi }, mayWrite: false, close: async () => {} };
}

/** Runs an example with a line that tells how it goes. */
async function runExample(file: string, { credential }: Account): Promise<Finished> {
	const workflow = JSON.parse(
		await readFile(`examples/${file}.json`, 'utf8'),
	) as Required<WorkflowJson>;
	process.stdout.write(`\n${workflow.name} … `);
	const begin = performance.now();
	const finished = await runWorkflow(workflow, credential);
	if (finished.error) {
		const { message, description } = finished.error;
		throw new Error([message, description].filter(Boolean).join('\n'));
	}
	process.stdout.write(`done in ${((performance.now() - begin) / 1000).toFixed(1)} s\n`);
	return finished;
}

function printTable(title: string, items: INodeExecutionData[]): void {
	console.log(`\n${title}`);
	if (items.length === 0) console.log('(none)');
	else console.table(items.map(({ json }) => json));
}

async function saveRecordings(items: INodeExecutionData[]): Promise<void> {
	await rm(recordingsFolder, { recursive: true, force: true });
	await mkdir(recordingsFolder);
	for (const item of items.slice(0, mostRecordings)) {
		const path = resolve(recordingsFolder, item.binary?.data?.fileName ?? 'recording.mp3');
		await writeFile(path, await readBinary(item));
		console.log(`saved ${path}`);
	}
	if (items.length === 0) console.log('None of these calls has a recording');
}

/** Some accounts have the old statistics no longer; everything else can be shown there all the same. */
async function showStatistics(account: Account): Promise<void> {
	const statistics = await runExample('statistics', account).catch((error: Error) => {
		if (!error.message.startsWith(noStatistics)) throw error;
		console.log(`\n${error.message}\nThe rest of the demo goes on.`);
	});
	if (!statistics) return;
	printTable('Calls in total', statistics.items('Calls in Total'));
	printTable('Calls by date', statistics.items('Calls by Date'));
	printTable(
		'Calls by keyword (organic search)',
		statistics.items('Calls by Keyword').slice(0, 10),
	);
}

/** Examples that change the account: only on the sandbox. */
async function runWriting(account: Account): Promise<void> {
	const deals = await runExample('deals-from-a-table', account);
	printTable('Deals that Calltouch took', deals.items('Deals to Calltouch'));
	const tagged = await runExample('tag-missed-calls', account);
	console.log(`\n${tagged.items('Tag as Missed').length} missed calls of yesterday were tagged`);
}

async function main(): Promise<void> {
	const account = await openAccount();
	console.log(`Calltouch in n8n's own engine, on ${account.name}`);
	try {
		await showStatistics(account);
		const calls = await runExample('calls-and-campaigns', account);
		printTable('Newest calls of yesterday', calls.items('Calls of Yesterday').slice(-10).reverse());
		printTable('Campaigns of yesterday', calls.items('Campaigns of Yesterday'));
		const recordings = await runExample('recordings', account);
		await saveRecordings(recordings.items('Recordings'));
		if (account.mayWrite) await runWriting(account);
	} finally {
		await account.close();
	}
}

await main().catch((error: Error) => {
	console.error(`\n${error.message}`);
	process.exitCode = 1;
});
await rm(process.env.N8N_USER_FOLDER as string, { recursive: true, force: true });
// n8n's engine keeps timers of its own, which would keep the process alive.
process.exit();
