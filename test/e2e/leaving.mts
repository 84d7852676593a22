import { setTimeout as wait } from 'node:timers/promises';

/** The most that the end of this process waits for what it has started, in milliseconds. */
const leaveWithinMs = 10_000;

const duties = new Set<() => Promise<unknown>>();
let leaving = false;

/** Whether this process is about to end: nothing new may begin, and what fails now says nothing. */
export function isLeaving(): boolean {
	return leaving;
}

/** Adds something that is done before this process ends. Gives a function that takes it back. */
export function beforeLeaving(duty: () => Promise<unknown>): () => void {
	duties.add(duty);
	return () => void duties.delete(duty);
}

/** Ends this process, but first what it has started; its folders go last, in the `exit` event. */
async function leave(code: number): Promise<void> {
	if (leaving) return;
	leaving = true;
	const done = Promise.allSettled([...duties].map(async (duty) => await duty()));
	await Promise.race([done, wait(leaveWithinMs)]);
	process.exit(code);
}

/** Leaves with this code when somebody wants this process to end: Ctrl+C, `kill`, a terminal that closes. */
export function leaveOnSignals(code: number): void {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void leave(code));
}

/** What stops while this process leaves says nothing; anything else does. For `catch`. */
export function unlessLeaving(error: unknown): void {
	if (!leaving) throw error;
}
