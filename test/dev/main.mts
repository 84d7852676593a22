/**
 * `npm run dev`: a real n8n with the package, the sandbox, a ready credential and the example workflows in it.
 * Rebuilds and restarts n8n when a source changes. `--port` chooses n8n's port, 5678 by default.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exampleCredential, examplesFolder } from '../e2e/bench.mts';
import { installN8n } from '../e2e/install/generations.mts';
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

const { values } = parseArgs({ options: { port: { type: 'string', default: '5678' } } });
const port = Number(values.port);
const installation = await installN8n('2.8');
const userFolder = await mkdtemp(join(tmpdir(), 'calltouch-dev-'));
const sandbox = await startSandbox({ callsPerDay: 60 });
let server: Server;

async function buildAndInstall(): Promise<void> {
	await run('npm', ['run', '--silent', 'build'], { cwd: projectRoot });
	await installPackage(await packProject(), userFolder);
}

async function restart(): Promise<void> {
	console.log('A source changed: building again …');
	try {
		await buildAndInstall();
	} catch (error) {
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
	const changed = () => {
		clearTimeout(timer);
		timer = setTimeout(() => (last = last.then(restart)), settleMs);
	};
	for (const folder of watched) watch(join(projectRoot, folder), { recursive: true }, changed);
}

async function end(): Promise<void> {
	console.log('\nStopping …');
	await server?.stop();
	await sandbox.stop();
	await rm(userFolder, { recursive: true, force: true });
	process.exit(0);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end());
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
