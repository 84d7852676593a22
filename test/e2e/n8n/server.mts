import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Installation } from '../install/generations.mts';
import { environment, type Surroundings } from './environment.mts';

const startWithinMs = 120_000;
const stopWithinMs = 15_000;

/** What to start, and where. */
export interface StartOptions {
	installation: Installation;
	userFolder: string;
	/** Name of the log file in the user folder. */
	name?: string;
	/** Arguments after `n8n`; a worker is ready when its health check answers. */
	command?: string[];
	/** Default: any free port. */
	port?: number;
	env?: NodeJS.ProcessEnv;
}

/** A running n8n process. */
export interface Server {
	url: string;
	userFolder: string;
	/** Workflows may read and write files in here. */
	filesFolder: string;
	logFile: string;
	pid: number;
	readyAfterMs: number;
	/** Resolves when the process has ended, for whatever reason. */
	ended: Promise<void>;
	/** Asks the process to end and waits for it. */
	stop(): Promise<void>;
	/** Ends the process at once, as a crash would. */
	kill(): Promise<void>;
}

const running = new Set<number>();

// Nothing may outlive this process, however it ends.
process.once('exit', () => running.forEach((pid) => signalGroup(pid, 'SIGKILL')));

/** Starts n8n and waits until it really answers. */
export async function startServer(options: StartOptions): Promise<Server> {
	const { installation, userFolder, command = ['start'], name = command[0] ?? '' } = options;
	const port = options.port ?? (await freePort());
	const surroundings = await surroundingsOf(installation, userFolder, port);
	const { filesFolder } = surroundings;
	await mkdir(filesFolder, { recursive: true });
	const logFile = join(userFolder, `${name}.log`);
	const isWorker = command[0] === 'worker';
	const health = { QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(port) };
	const startedAt = performance.now();
	const child = launch(installation, command, logFile, {
		...environment(surroundings, options.env ?? {}),
		...(isWorker ? health : {}),
	});
	const pid = child.pid ?? 0;
	running.add(pid);
	const ended = once(child, 'close').then(() => void running.delete(pid));
	const url = `http://127.0.0.1:${port}`;
	await untilReady(isWorker ? `${url}/healthz` : `${url}/rest/settings`, child, logFile);
	return {
		url,
		userFolder,
		filesFolder,
		logFile,
		pid,
		readyAfterMs: performance.now() - startedAt,
		ended,
		stop: async () => {
			signalGroup(pid, 'SIGTERM');
			const late = setTimeout(() => signalGroup(pid, 'SIGKILL'), stopWithinMs);
			await ended;
			clearTimeout(late);
		},
		kill: async () => {
			signalGroup(pid, 'SIGKILL');
			await ended;
		},
	};
}

/** What an n8n process over this folder needs to know. */
export async function surroundingsOf(
	{ generation }: Installation,
	userFolder: string,
	port?: number,
): Promise<Surroundings> {
	return {
		userFolder,
		filesFolder: join(userFolder, 'files'),
		port: port ?? (await freePort()),
		brokerPort: await freePort(),
		isNewest: generation === '2.41',
	};
}

function launch(
	{ node, script }: Installation,
	command: string[],
	logFile: string,
	env: NodeJS.ProcessEnv,
): ChildProcess {
	const log = openSync(logFile, 'w');
	// A group of its own: n8n starts task runners, which must end with it.
	const child = spawn(node, [script, ...command], {
		env,
		detached: true,
		stdio: ['ignore', log, log],
	});
	closeSync(log);
	return child;
}

/** n8n answers 200 to everything while it starts; only JSON from the settings means that it is ready. */
async function untilReady(address: string, child: ChildProcess, logFile: string): Promise<void> {
	const deadline = performance.now() + startWithinMs;
	for (;;) {
		const answer = await fetch(address).then(
			(response) => response.text(),
			() => '',
		);
		if (answer.startsWith('{')) return;
		const died = child.exitCode !== null || child.signalCode !== null;
		if (died || performance.now() > deadline) {
			if (!died) signalGroup(child.pid ?? 0, 'SIGKILL');
			const log = await readFile(logFile, 'utf8');
			throw new Error(`n8n did not start:\n${log.trim().split('\n').slice(-20).join('\n')}`);
		}
		await wait(100);
	}
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(-pid, signal);
	} catch {
		// It has ended already.
	}
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
	const probe = createServer().listen(0, '127.0.0.1');
	await once(probe, 'listening');
	const { port } = probe.address() as AddressInfo;
	probe.close();
	await once(probe, 'close');
	return port;
}
