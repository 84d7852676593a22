/** Runs the engine tests once more, with the newest n8n-core that installs and the package as it is published. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = 'test/engine-newest';
const installed = join(folder, 'node_modules');
const marker = join(installed, '.installed-lock');
const packageFolder = join(installed, 'n8n-nodes-calltouch');

function installEngine(): void {
	const lock = readFileSync(join(folder, 'package-lock.json'), 'utf8');
	if (existsSync(marker) && readFileSync(marker, 'utf8') === lock) return;
	execFileSync('npm', ['ci'], { cwd: folder, stdio: 'inherit' });
	writeFileSync(marker, lock);
}

/** Unpacks the tarball beside the engine, so that the package finds the n8n-workflow of that engine. */
function installPackage(): void {
	const scratch = mkdtempSync(join(tmpdir(), 'calltouch-pack-'));
	process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));
	const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', scratch], {
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
	rmSync(packageFolder, { recursive: true, force: true });
	mkdirSync(packageFolder, { recursive: true });
	const tarball = join(scratch, filename);
	execFileSync('tar', ['-xzf', tarball, '-C', packageFolder, '--strip-components=1']);
}

installEngine();
installPackage();
const env = { ...process.env, ENGINE_ROOT: folder, ENGINE_PACKAGE: packageFolder };
const { status } = spawnSync('npx', ['vitest', 'run', 'test/engine/', ...process.argv.slice(2)], {
	env,
	stdio: 'inherit',
});
process.exit(status ?? 1);
