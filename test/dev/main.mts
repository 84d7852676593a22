/**
 * `npm run dev`: a real n8n with the package, the sandbox, a ready credential and the example workflows in it.
 * Rebuilds and restarts n8n when a source changes. `--port` chooses n8n's port, 5678 by default; `--n8n=2.41` the newest n8n.
 */
import { watch } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exampleCredential, examplesFolder } from '../e2e/bench.mts';
import { beforeLeaving, isLeaving, leaveOnSignals, unlessLeaving } from '../e2e/leaving.mts';
import { newFolder } from '../e2e/temporary.mts';
import { generations, installN8n } from '../e2e/install/generations.mts';
import { installPackage, packProject } from '../e2e/install/package.mts';
import { run } from '../e2e/install/run.mts';
import { Client, owner } from '../e2e/n8n/client.mts';
import { importInto } from '../e2e/n8n/import.mts';
import { startServer, type Server } from '../e2e/n8n/server.mts';
import { projectRoot } from '../e2e/paths.mts';
import { startSandbox } from '../sandbox/sandbox.mts';

/** Editors save a file in several steps; a build waits until they have settled, in milliseconds. */
const settleMs = 300;
const watched = ['nodes', 'credentials', 'icons'];

const { values } = parseArgs({
	options: {
		port: { type: 'string', default: '5678' },
		n8n: { type: 'string', default: generations[0] },
	},
});
const port = Number(values.port);
const generation = generations.find((one) => one === values.n8n);
if (!generation) throw new Error(`--n8n is one of ${generations.join(' and ')}`);
leaveOnSignals(0);
const installation = await installN8n(generation);
const userFolder = await newFolder('dev');
const sandbox = await startSandbox({ strict: false, callsPerDay: 60 });
let server: Server;

async function buildAndInstall(): Promise<void> {
	await run('npm', ['run', '--silent', 'build'], { cwd: projectRoot });
	await installPackage(await packProject(), userFolder);
}

async function restart(changed: string): Promise<void> {
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
function restartOnChange(): void {
	let timer: NodeJS.Timeout | undefined;
	let last = Promise.resolve();
	for (const folder of watched) {
		watch(join(projectRoot, folder), { recursive: true }, (_event, file) => {
			clearTimeout(timer);
			timer = setTimeout(() => {
				last = last.then(() => restart(`${folder}/${file}`)).catch(unlessLeaving);
			}, settleMs);
		});
	}
}

async function prepare(): Promise<void> {
	console.log('Building the package and preparing n8n …');
	await buildAndInstall();
	await importInto(installation, userFolder, exampleCredential(sandbox), examplesFolder);
	server = await startServer({ installation, userFolder, port });
	await new Client(server.url).setUp();
	restartOnChange();
	console.log(`
n8n ${installation.version} runs at ${server.url}
  E-mail    ${owner.email}
  Password  ${owner.password}
It holds the package, a credential for the sandbox (${sandbox.url}) and the example workflows.
Sources are watched. Stop with Ctrl+C.`);
}

beforeLeaving(async () => console.log('\nStopping …'));
await prepare().catch(unlessLeaving);
