import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { projectRoot, scratch } from '../paths.mts';
import { run } from './run.mts';

type Manifest = Record<string, unknown> & { name: string; version: string };

/** Packs this project as it would be published, and gives the tarball. */
export async function packProject(): Promise<string> {
	if (!existsSync(join(projectRoot, 'dist'))) {
		throw new Error('Nothing is built yet: run "npm run build" first');
	}
	const folder = join(scratch, 'packed');
	await mkdir(folder, { recursive: true });
	const printed = await run('npm', ['pack', '--silent', '--pack-destination', folder], {
		cwd: projectRoot,
	});
	return resolve(folder, printed.trim().split('\n').at(-1) ?? '');
}

/**
 * Lays a tarball out in the folder of an n8n user as n8n's own installer of community packages does:
 * development, peer and optional dependencies are struck out, the others are installed without their scripts.
 */
export async function installPackage(tarball: string, userFolder: string): Promise<void> {
	const nodes = join(userFolder, '.n8n/nodes');
	const packed = await run('tar', ['-xzOf', tarball, 'package/package.json']);
	const { devDependencies, peerDependencies, optionalDependencies, ...kept } = JSON.parse(
		packed,
	) as Manifest;
	const folder = join(nodes, 'node_modules', kept.name);
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	await run('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
	await writeManifest(folder, kept);
	await run('npm', ['install', ...installerOptions], { cwd: folder });
	await writeManifest(nodes, {
		name: 'installed-nodes',
		private: true,
		dependencies: { [kept.name]: kept.version },
	});
}

const installerOptions = [
	'--audit=false',
	'--fund=false',
	'--bin-links=false',
	'--install-strategy=shallow',
	'--ignore-scripts=true',
	'--package-lock=false',
];

async function writeManifest(folder: string, manifest: object): Promise<void> {
	await writeFile(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
}
