import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { startChild, type Child } from './children.mts';

/** The first start of n8n makes its database, which takes minutes on a busy machine; one that dies is seen at once. */
const startWithinMs = 300_000;
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
	/** The signal that ends it at once; default: SIGKILL. */
	quit?: NodeJS.Signals;
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

/** Starts a program and waits until `isReady` says so. Throws with the end of its log when that never comes. */
export async function startProgram(
	program: Program,
	isReady: () => Promise<boolean>,
): Promise<Running> {
	const child = launch(program);
	const { ended, signal: send } = child;
	await untilReady(program, child, isReady);
	return {
		pid: child.process.pid ?? 0,
		ended,
		stop: async (signal = 'SIGTERM') => {
			send(signal);
			const late = setTimeout(() => send('SIGKILL'), stopWithinMs);
			await ended;
			clearTimeout(late);
		},
		kill: async () => {
			send('SIGKILL');
			await ended;
		},
	};
}

function launch({ command, args, env, logFile, user, quit }: Program): Child {
	const log = openSync(logFile, 'w');
	try {
		return startChild(command, args, { env, stdio: ['ignore', log, log], ...user }, quit);
	} finally {
		closeSync(log);
	}
}

async function untilReady(
	{ command, logFile }: Program,
	{ process: child, signal }: Child,
	isReady: () => Promise<boolean>,
): Promise<void> {
	const deadline = performance.now() + startWithinMs;
	while (!(await isReady())) {
		const died = child.exitCode !== null || child.signalCode !== null;
		if (died || performance.now() > deadline) {
			if (!died) signal('SIGKILL');
			const log = await readFile(logFile, 'utf8');
			throw new Error(`${command} did not start:\n${log.trim().split('\n').slice(-20).join('\n')}`);
		}
		await wait(100);
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
