import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const lent = new Set<string>();

/** Programs that were ended just now may still be writing into a folder. */
const persistently = { recursive: true, force: true, maxRetries: 20, retryDelay: 50 };

// Nothing stays behind, however this process ends.
process.once('exit', () => lent.forEach(remove));

function remove(folder: string): void {
	try {
		rmSync(folder, persistently);
	} catch (error) {
		console.error(`${folder} stays behind: ${(error as Error).message}`);
	}
}

/** An empty folder among the temporary ones of the system, which is removed when this process ends. */
export async function newFolder(name: string): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), `calltouch-${name}-`));
	lent.add(folder);
	return folder;
}

/** Lends such a folder, and removes it when the work is done. */
export async function withFolder<T>(
	name: string,
	work: (folder: string) => Promise<T>,
): Promise<T> {
	const folder = await newFolder(name);
	try {
		return await work(folder);
	} finally {
		await rm(folder, persistently);
		lent.delete(folder);
	}
}
