import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Generation } from '../install/generations.mts';
import { pictures, scratch } from '../paths.mts';

/** Pictures of checks that failed begin with this. */
export const failedPrefix = 'failed-';

/** An empty folder for the pictures of one n8n. */
export async function pictureFolder(generation: Generation): Promise<string> {
	const folder = join(scratch, `pictures-${generation}`);
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	return folder;
}

/** Makes the pictures of this folder those of README and guide. */
export async function publishPictures(folder: string): Promise<void> {
	await mkdir(pictures, { recursive: true });
	const files = (await readdir(folder)).filter((file) => !file.startsWith(failedPrefix));
	for (const file of files) await copyFile(join(folder, file), join(pictures, file));
}
