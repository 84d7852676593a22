import { readFile } from 'node:fs/promises';
import type { Server } from '../n8n/server.mts';

/** The executions that a worker has begun, and those of them that it has ended, as its log tells. */
export async function workOf(worker: Server): Promise<{ begun: Set<string>; ended: Set<string> }> {
	const log = await readFile(worker.logFile, 'utf8');
	const ids = (what: string) =>
		new Set([...log.matchAll(new RegExp(`Worker ${what} execution (\\d+)`, 'g'))].map(idOf));
	return { begun: ids('started'), ended: ids('finished') };
}

function idOf([, id = '']: RegExpMatchArray): string {
	return id;
}
