import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Cost } from './measure.mts';
import type { Job } from './rivals/job.mts';
import type { Rival } from './scenarios.mts';

/** What one process of a rival has to do: the small work first, to load its code. */
export interface Order {
	rival: Rival;
	small: Job;
	whole: Job;
}

/** A process that has loaded its code and waits. */
export interface RivalProcess {
	/** Lets it do the whole work. */
	go: () => Promise<Cost>;
}

/** Folder of the n8n that runs, and of the build of this package. */
export interface Folders {
	engine: string;
	package: string;
}

/**
 * Starts a process and resolves when it is ready.
 * @throws Error with the words of the process, also from `go`, when it ends without having done the work
 */
export async function startRival(order: Order, folders: Folders): Promise<RivalProcess> {
	const child = fork(
		fileURLToPath(new URL('child.mts', import.meta.url)),
		[JSON.stringify(order)],
		{
			// V8 gives back free pages some seconds after a collection: in one rival's run, but not in another's.
			execArgv: ['--expose-gc', '--no-memory-reducer', '--import', 'tsx'],
			env: { ...process.env, ENGINE_ROOT: folders.engine, ENGINE_PACKAGE: folders.package },
			silent: true,
		},
	);
	let words = '';
	child.stderr?.on('data', (piece) => (words += String(piece)));
	child.stdout?.resume();
	const ended = once(child, 'close').then(() => {
		const lines = words.split('\n');
		throw new Error(lines.find((line) => /Error: /.test(line))?.trim() ?? lines.join(' '));
	});
	ended.catch(() => undefined);
	const heard = async () => (await Promise.race([once(child, 'message'), ended])) as unknown[];
	await heard();
	return {
		go: async () => {
			child.send('go');
			const [cost] = await heard();
			return cost as Cost;
		},
	};
}
