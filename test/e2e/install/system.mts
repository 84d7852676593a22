import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.mts';

/** Programs of the system and the Debian packages that bring them. */
const packages = {
	chromium: 'chromium',
	openssl: 'openssl',
	'redis-server': 'redis-server',
	initdb: 'postgresql',
	postgres: 'postgresql',
	pg_isready: 'postgresql',
};

export type Program = keyof typeof packages;

/** Where a program is; installs it with apt when it is not there. */
export async function systemProgram(program: Program): Promise<string> {
	const found = find(program);
	if (found) return found;
	const name = packages[program];
	console.log(`Installing ${name} with apt …`);
	await installWithApt(name).catch((error: Error) => {
		const advice = `There is no ${program}, and apt cannot install ${name}; do that as root`;
		throw new Error(`${advice}\n${error.message}`);
	});
	const installed = find(program);
	if (!installed) throw new Error(`apt installed ${name}, but there is no ${program}`);
	return installed;
}

async function installWithApt(name: string): Promise<void> {
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	// Killed, it would leave a half installed package behind.
	const place = { env, quit: 'SIGTERM' } as const;
	await run('apt-get', ['update', '-qq'], place);
	await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], place);
}

/** The first in PATH, and where Debian hides the programs of PostgreSQL. */
function find(program: Program): string | undefined {
	const folders = [...(process.env.PATH ?? '').split(delimiter), ...postgresqlFolders()];
	return folders.map((folder) => join(folder, program)).find(isExecutable);
}

function postgresqlFolders(): string[] {
	const root = '/usr/lib/postgresql';
	try {
		return readdirSync(root).map((version) => join(root, version, 'bin'));
	} catch {
		return [];
	}
}

function isExecutable(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
