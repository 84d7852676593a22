import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { beforeLeaving } from '../e2e/leaving.mts';

/**
 * Keeps a second start out of the folder of an n8n that runs: both would write into one database.
 * @throws Error that names the process that runs
 */
export async function beAloneIn(userFolder: string): Promise<void> {
	const file = `${userFolder}.running`;
	const pid = Number(await readFile(file, 'utf8').catch(() => '0'));
	if (pid > 0 && isAlive(pid)) {
		throw new Error(`npm run dev runs already, as process ${pid}: use that one, or stop it first`);
	}
	await mkdir(dirname(file), { recursive: true });
	await writeFile(file, String(process.pid));
	beforeLeaving(async () => await rm(file, { force: true }));
}

function isAlive(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}
