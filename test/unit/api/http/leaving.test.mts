import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const script = new URL('../../../support/interrupted.mts', import.meta.url).pathname;
const witnesses = mkdtempSync(join(tmpdir(), 'calltouch-leaving-'));
afterAll(() => rmSync(witnesses, { recursive: true }));

/** Whether a program of this group runs. One that was killed is listed as Z until somebody asks how it ended. */
function isRunning(group: number): boolean {
	const numbers = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
	return numbers.some((number) => {
		const [, state, , itsGroup] = /\) (\w) (\d+) (\d+)/.exec(statOf(number)) ?? [];
		return Number(itsGroup) === group && state !== 'Z';
	});
}

function statOf(number: string): string {
	try {
		return readFileSync(`/proc/${number}/stat`, 'utf8');
	} catch {
		return '';
	}
}

async function start(name: string, ...manner: string[]) {
	const witness = join(witnesses, name);
	const args = ['--import', 'tsx', script, witness, ...manner];
	const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
	const [line] = (await once(child.stdout, 'data')) as [Buffer];
	const { pid, folder } = JSON.parse(String(line)) as { pid: number; folder: string };
	return { child, pid, folder, witness, over: once(child, 'close') };
}

it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
	'%s ends the programs of the e2e tests, and then removes their folders',
	async (signal) => {
		const { child, pid, folder, witness, over } = await start(signal);
		expect(isRunning(pid)).toBe(true);
		// A terminal and npm may both send it.
		child.kill(signal);
		child.kill(signal);
		expect(await over).toEqual([1, null]);
		expect(isRunning(pid)).toBe(false);
		expect(readFileSync(witness, 'utf8')).toBe('before\n');
		expect(existsSync(folder)).toBe(false);
	},
);

it('so does an error that nobody has caught', async () => {
	const { pid, folder, over } = await start('crash', 'crash');
	expect(await over).toEqual([1, null]);
	await expect.poll(() => isRunning(pid)).toBe(false);
	expect(existsSync(folder)).toBe(false);
});
