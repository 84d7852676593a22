import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.mts';
import { withFolder } from '../temporary.mts';
import type { Installation } from '../install/generations.mts';
import { installPackage } from '../install/package.mts';
import { startServer, type Server } from '../n8n/server.mts';
import { startPostgreSql } from '../services/postgresql.mts';
import { startRedis } from '../services/redis.mts';

/** How many executions one worker runs at the same time. */
export const concurrency = 5;
const workerCount = 2;

/** An n8n in queue mode: one main process, two workers, each with a folder of its own. */
export interface Fleet {
	main: Server;
	workers: Server[];
	sandbox: Sandbox;
}

/** n8n notices a dead worker after a minute or more; the tests do not wait for so long. In milliseconds. */
const lock = {
	QUEUE_WORKER_LOCK_DURATION: '10000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
	QUEUE_WORKER_STALLED_INTERVAL: '5000',
};

/** Lends a fleet with the package in all of its processes, and takes it down again. */
export async function withFleet(
	installation: Installation,
	tarball: string,
	work: (fleet: Fleet) => Promise<void>,
): Promise<void> {
	await withFolder(`fleet-${installation.generation}`, async (folder) => {
		const started: Array<{ stop(): Promise<void> }> = [];
		const keep = <T extends { stop(): Promise<void> }>(one: T): T => {
			started.unshift(one);
			return one;
		};
		try {
			await work(await startFleet(installation, tarball, folder, keep));
		} finally {
			for (const one of started) await one.stop();
		}
	});
}

/** Starts everything in this folder; `keep` is told of each part as soon as it runs. */
async function startFleet(
	installation: Installation,
	tarball: string,
	folder: string,
	keep: <T extends { stop(): Promise<void> }>(one: T) => T,
): Promise<Fleet> {
	const sandbox = keep(await startSandbox({ callsPerDay: 12 }));
	const redis = keep(await startRedis(folder));
	const postgresql = keep(await startPostgreSql(folder));
	const env = { ...queueMode(redis.port), ...database(postgresql), ...lock };
	const start = async (name: string, command: string[]) => {
		const userFolder = join(folder, name);
		await mkdir(userFolder);
		await installPackage(tarball, userFolder);
		return keep(await startServer({ installation, userFolder, command, env }));
	};
	// The main process first: it prepares the database.
	const main = await start('main', ['start']);
	const workers: Server[] = [];
	for (let at = 1; at <= workerCount; at++) {
		workers.push(await start(`worker-${at}`, ['worker', `--concurrency=${concurrency}`]));
	}
	return { main, workers, sandbox };
}

function queueMode(redisPort: number): NodeJS.ProcessEnv {
	return {
		EXECUTIONS_MODE: 'queue',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redisPort),
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		N8N_DEFAULT_BINARY_DATA_MODE: 'database',
	};
}

/** Tells n8n to use this PostgreSQL. */
export function database({
	port,
	user,
	database: name,
}: {
	port: number;
	user: string;
	database: string;
}) {
	return {
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(port),
		DB_POSTGRESDB_USER: user,
		DB_POSTGRESDB_DATABASE: name,
	};
}
