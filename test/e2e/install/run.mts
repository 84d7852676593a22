import type { SpawnOptions } from 'node:child_process';
import { startChild } from '../children.mts';

const lastLines = 30;

/** Where and with what a program runs. */
export interface Place {
	cwd?: string;
	env?: NodeJS.ProcessEnv;
	/** The user to run as; default: the same as this process. */
	uid?: number;
	gid?: number;
	/** The signal that ends it when this process ends; default: SIGKILL. */
	quit?: NodeJS.Signals;
}

/** Runs a program to its end and gives what it printed. Throws with the last lines of that when it fails. */
export async function run(program: string, args: string[], place: Place = {}): Promise<string> {
	const { quit, ...where } = place;
	const options: SpawnOptions = { ...where, stdio: ['ignore', 'pipe', 'pipe'] };
	const { process: child } = startChild(program, args, options, quit);
	return await new Promise((resolve, reject) => {
		let printed = '';
		let output = '';
		child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
			output += chunk;
			printed += chunk;
		});
		child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (printed += chunk));
		child.once('error', reject);
		child.once('close', (code) => {
			if (code === 0) return resolve(output);
			const end = printed.trim().split('\n').slice(-lastLines).join('\n');
			reject(new Error(`${program} ${args.join(' ')} ended with ${String(code)}\n${end}`));
		});
	});
}
