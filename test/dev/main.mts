/**
 * `npm run dev`: a real n8n with the package, the sandbox, a ready credential and the example workflows in it.
 * Rebuilds and restarts n8n when a source changes, and keeps what was made in it. `--port` (5678) and `--sandbox-port` (8787)
 * choose the ports, `--n8n=2.41` the newest n8n, and `--fresh` begins anew.
 */
import { watch } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DateTime } from 'luxon';
import { accountZone, credentialData, exampleCredential, examplesFolder } from '../e2e/bench.mts';
import { beforeLeaving, isLeaving, leaveOnSignals, unlessLeaving } from '../e2e/leaving.mts';
import { generations, installN8n, type Installation } from '../e2e/install/generations.mts';
import { installPackage, packProject } from '../e2e/install/package.mts';
import { run } from '../e2e/install/run.mts';
import { Client, owner } from '../e2e/n8n/client.mts';
import { importCredentials, importInto } from '../e2e/n8n/import.mts';
import { startServer, type Server } from '../e2e/n8n/server.mts';
import { projectRoot, scratch } from '../e2e/paths.mts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.mts';
import { CONTROL_PATH } from '../sandbox/server/control.mts';
import { beAloneIn } from './alone.mts';
import { ringEveryMinute } from './liveCalls.mts';
import { claimPorts } from './ports.mts';

/** Editors save a file in several steps; a build waits until they have settled, in milliseconds. */
const settleMs = 300;
const watched = ['nodes', 'credentials', 'icons'];

const { values } = parseArgs({
	options: {
		port: { type: 'string', default: '5678' },
		'sandbox-port': { type: 'string', default: '8787' },
		n8n: { type: 'string', default: generations[0] },
		fresh: { type: 'boolean', default: false },
	},
});
const port = Number(values.port);
const sandboxPort = Number(values['sandbox-port']);
const generation = generations.find((one) => one === values.n8n);

/** What people made here stays until the next time. */
const userFolder = join(scratch, `dev-${generation}`);
/** Says that it was prepared, and for which sandbox. */
const marker = join(userFolder, '.prepared');
let server: Server;

async function buildAndInstall(): Promise<void> {
	await run('npm', ['run', '--silent', 'build'], { cwd: projectRoot });
	await installPackage(await packProject(), userFolder);
}

async function restart(installation: Installation, changed: string): Promise<void> {
	console.log(`${changed} changed: building again …`);
	try {
		await buildAndInstall();
	} catch (error) {
		if (isLeaving()) return;
		console.error(`The build stopped, n8n goes on with the last one.\n${(error as Error).message}`);
		return;
	}
	await server.stop();
	server = await startServer({ installation, userFolder, port });
	console.log('n8n runs again. Reload the page.');
}

/** One restart at a time; changes during one lead to one more. */
function restartOnChange(installation: Installation): void {
	let timer: NodeJS.Timeout | undefined;
	let last = Promise.resolve();
	for (const folder of watched) {
		watch(join(projectRoot, folder), { recursive: true }, (_event, file) => {
			clearTimeout(timer);
			timer = setTimeout(() => {
				last = last.then(() => restart(installation, `${folder}/${file}`)).catch(unlessLeaving);
			}, settleMs);
		});
	}
}

/** The examples come once: later they may have been changed. The credential follows the sandbox. */
async function fill(installation: Installation, sandbox: Sandbox): Promise<boolean> {
	const preparedFor = await readFile(marker, 'utf8').catch(() => undefined);
	const credential = exampleCredential(sandbox);
	if (preparedFor === undefined) {
		await importInto(installation, userFolder, [credential], examplesFolder);
	} else if (preparedFor !== sandbox.url) {
		await importCredentials(installation, userFolder, [credential]);
	}
	return preparedFor === undefined;
}

async function prepare(): Promise<void> {
	if (!generation) throw new Error(`--n8n is one of ${generations.join(' and ')}`);
	await beAloneIn(userFolder);
	const others = generation === generations[0] ? [] : [`--n8n ${generation}`];
	await claimPorts({ port, 'sandbox-port': sandboxPort }, others);
	const installation = await installN8n(generation);
	const sandbox = await startSandbox({
		strict: false,
		callsPerDay: 60,
		// The calls of today are those that come while it runs: others would be of hours to come.
		lastDay: DateTime.now().setZone(accountZone).minus({ days: 1 }).toISODate(),
		port: sandboxPort,
	});
	console.log('Building the package …');
	if (values.fresh) await rm(userFolder, { recursive: true, force: true });
	await mkdir(userFolder, { recursive: true });
	await buildAndInstall();
	console.log('Preparing the database of n8n …');
	const isFirst = await fill(installation, sandbox);
	console.log('Starting n8n …');
	server = await startServer({ installation, userFolder, port });
	if (isFirst) await new Client(server.url).setUp();
	await writeFile(marker, sandbox.url);
	restartOnChange(installation);
	ringEveryMinute(sandbox);
	const { siteId, apiToken, timezone } = credentialData(sandbox);
	const kept = isFirst ? 'What you make stays for the next time' : 'It holds the work of last time';
	console.log(`
n8n ${installation.version} runs at ${server.url}
  E-mail    ${owner.email}
  Password  ${owner.password}
${kept}; -- --fresh begins anew. It has the package, the example workflows and a credential for the sandbox:
  Base URL           ${sandbox.url}
  Site ID            ${siteId}
  API Token          ${apiToken}
  Account Time Zone  ${timezone}

Somebody calls every minute, which the Calltouch Trigger sees. To add a call at once:
  curl -X POST ${sandbox.url}${CONTROL_PATH} -d '{"addCalls":[{}]}'
To send a webhook, copy the Production URL (or, while the editor listens, the Test URL) of a Calltouch Webhook Trigger:
  curl -d 'id=22010007&leadtype=call&callphase=calldisconnected&callerphone=79990000011&duration=61&status=successful' URL

Sources are watched. Stop with Ctrl+C.`);
}

leaveOnSignals(0);
beforeLeaving(async () => console.log('\nStopping …'));
await prepare().catch((error: Error) => {
	if (isLeaving()) return;
	console.error(error.message);
	process.exit(1);
});
