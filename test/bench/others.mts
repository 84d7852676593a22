import { spawn } from 'node:child_process';
import { cpus } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';

/** Keeps every core of this machine busy until it is told to stop. */
export function keepCoresBusy(): () => void {
	const workers = cpus().map(() => spawn(process.execPath, ['-e', 'for (;;);']));
	return () => workers.forEach((worker) => worker.kill());
}

/** A client of its own that takes one request a second from the server, tries again when refused, and knows of nobody. */
export function takeOneASecond(url: string): () => void {
	const stopped = new AbortController();
	const { signal } = stopped;
	const ask = async () => {
		for (;;) {
			const start = performance.now();
			// A followed redirect would be a second request.
			const answer = await fetch(url, { signal, redirect: 'manual' });
			await answer.arrayBuffer();
			const gapMs = answer.status === 429 ? 200 : 1000;
			await wait(Math.max(0, start + gapMs - performance.now()), undefined, { signal });
		}
	};
	ask().catch((error: unknown) => {
		if (!signal.aborted) throw error;
	});
	return () => stopped.abort();
}
