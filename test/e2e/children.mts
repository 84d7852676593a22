import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { beforeLeaving, isLeaving } from './leaving.mts';

/** A program that this process has started. */
export interface Child {
	process: ChildProcess;
	/** Resolves when it has ended, for whatever reason. */
	ended: Promise<void>;
	/** Sends a signal to it and to what it has started. */
	signal(signal: NodeJS.Signals): void;
}

/** The programs that run, and how each is told to end at once. */
const running = new Map<Child, NodeJS.Signals>();

const quitAll = () => running.forEach((quit, child) => child.signal(quit));

beforeLeaving(async () => {
	quitAll();
	await Promise.all([...running.keys()].map(async ({ ended }) => await ended));
});
// However this process ends; before the folders of these programs are removed.
process.prependOnceListener('exit', quitAll);

/**
 * Starts a program that does not outlive this process. It gets a group of its own: some programs start others, which
 * must end with them. `quit` ends it at once.
 */
export function startChild(
	command: string,
	args: string[],
	options: SpawnOptions,
	quit: NodeJS.Signals = 'SIGKILL',
): Child {
	if (isLeaving()) throw new Error(`${command} is not started any more`);
	const child = spawn(command, args, { ...options, detached: true });
	const started: Child = {
		process: child,
		ended: once(child, 'close').then(
			() => void running.delete(started),
			() => void running.delete(started),
		),
		signal: (signal) => signalGroup(child.pid, signal),
	};
	running.set(started, quit);
	return started;
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
	if (pid === undefined) return;
	try {
		process.kill(-pid, signal);
	} catch {
		// It has ended already.
	}
}
