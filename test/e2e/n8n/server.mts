import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Installation } from '../install/generations.mts';
import { freePort, startProgram, type Running } from '../process.mts';
import { environment, type Surroundings } from './environment.mts';

/** What to start, and where. */
export interface StartOptions {
	installation: Installation;
	userFolder: string;
	/** Arguments after `n8n`; a worker is ready when its health check answers. */
	command?: string[];
	/** Default: any free port. */
	port?: number;
	env?: NodeJS.ProcessEnv;
}

/** A running n8n process. */
export interface Server extends Running {
	url: string;
	userFolder: string;
	/** Workflows may read and write files in here. */
	filesFolder: string;
	logFile: string;
	readyAfterMs: number;
}

/** Starts n8n and waits until it really answers. */
export async function startServer(options: StartOptions): Promise<Server> {
	const { installation, userFolder, command = ['start'] } = options;
	const port = options.port ?? (await freePort());
	const surroundings = await surroundingsOf(installation, userFolder, port);
	const { filesFolder } = surroundings;
	await mkdir(filesFolder, { recursive: true });
	const logFile = join(userFolder, `${command[0]}.log`);
	const isWorker = command[0] === 'worker';
	const health = { QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(port) };
	const url = `http://127.0.0.1:${port}`;
	const startedAt = performance.now();
	const running = await startProgram(
		{
			command: installation.node,
			args: [installation.script, ...command],
			env: {
				...environment(surroundings, options.env ?? {}),
				...(isWorker ? health : {}),
			},
			logFile,
		},
		async () => await answersJson(isWorker ? `${url}/healthz` : `${url}/rest/settings`),
	);
	const readyAfterMs = performance.now() - startedAt;
	return { ...running, url, userFolder, filesFolder, logFile, readyAfterMs };
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

/** n8n answers 200 to everything while it starts, and JSON with 503 while its database is slow: ready is JSON with 200. */
async function answersJson(address: string): Promise<boolean> {
	const answer = await fetch(address).then(
		async (response) => (response.ok ? await response.text() : ''),
		() => '',
	);
	return answer.startsWith('{');
}
