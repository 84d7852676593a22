import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const startWithinMs = 120_000;
const stopWithinMs = 15_000;

/** What to start. */
export interface Program {
	command: string;
	args: string[];
	env: NodeJS.ProcessEnv;
	/** Takes everything that the program prints. */
	logFile: string;
	/** The user to run as; default: the same as this process. */
	user?: { uid: number; gid: number };
}

/** A program that runs beside this process and never outlives it. */
export interface Running {
	pid: number;
	/** Resolves when the program has ended, for whatever reason. */
	ended: Promise<void>;
	/** Asks the program to end, and waits for it. */
	stop(signal?: NodeJS.Signals): Promise<void>;
	/** Ends the program at once, as a crash would. */
	kill(): Promise<void>;
}

const running = new Set<number>();

// Nothing may outlive this process, however it ends.
process.once('exit', () => running.forEach((pid) => signalGroup(pid, 'SIGKILL')));

/** Starts a program and waits until `isReady` says so. Throws with the end of its log when that never comes. */
export async function startProgram(
	program: Program,
	isReady: () => Promise<boolean>,
): Promise<Running> {
	const child = launch(program);
	const pid = child.pid ?? 0;
	running.add(pid);
	const ended = once(child, 'close').then(() => void running.delete(pid));
	await untilReady(program, child, isReady);
	return {
		pid,
		ended,
		stop: async (signal = 'SIGTERM') => {
			signalGroup(pid, signal);
			const late = setTimeout(() => signalGroup(pid, 'SIGKILL'), stopWithinMs);
			await ended;
			clearTimeout(late);
		},
		kill: async () => {
			signalGroup(pid, 'SIGKILL');
			await ended;
		},
	};
}

function launch({ command, args, env, logFile, user }: Program): ChildProcess {
	const log = openSync(logFile, 'w');
	// A group of its own: some programs start others, which must end with them.
	const child = spawn(command, args, {
		env,
		detached: true,
		stdio: ['ignore', log, log],
		...user,
	});
	closeSync(log);
	return child;
}

async function untilReady(
	{ command, logFile }: Program,
	child: ChildProcess,
	isReady: () => Promise<boolean>,
): Promise<void> {
	const deadline = performance.now() + startWithinMs;
	while (!(await isReady())) {
		const died = child.exitCode !== null || child.signalCode !== null;
		if (died || performance.now() > deadline) {
			if (!died) signalGroup(child.pid ?? 0, 'SIGKILL');
			const log = await readFile(logFile, 'utf8');
			throw new Error(`${command} did not start:\n${log.trim().split('\n').slice(-20).join('\n')}`);
		}
		await wait(100);
	}
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(-pid, signal);
	} catch {
		// It has ended already.
	}
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
	const probe = createServer().listen(0, '127.0.0.1');
	await once(probe, 'listening');
	const { port } = probe.address() as AddressInfo;
	probe.close();
	await once(probe, 'close');
	return port;
}
