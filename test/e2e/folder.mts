import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const lent = new Set<string>();

// Nothing stays behind, however this process ends.
process.once('exit', () =>
	lent.forEach((folder) => rmSync(folder, { recursive: true, force: true })),
);

/** Lends an empty folder among the temporary ones of the system, and removes it again. */
export async function withFolder<T>(
	name: string,
	work: (folder: string) => Promise<T>,
): Promise<T> {
	const folder = await mkdtemp(join(tmpdir(), `calltouch-${name}-`));
	lent.add(folder);
	try {
		return await work(folder);
	} finally {
		await rm(folder, { recursive: true, force: true });
		lent.delete(folder);
	}
}
