import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const lent = new Set<string>();

// Nothing stays behind, however this process ends.
process.once('exit', () =>
	lent.forEach((folder) => rmSync(folder, { recursive: true, force: true })),
);

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
		await rm(folder, { recursive: true, force: true });
		lent.delete(folder);
	}
}
