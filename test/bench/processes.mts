/**
 * `npx tsx test/bench/processes.mts`, after a build: what happens to the rate when several processes of n8n share one
 * address, as workers do. Each process runs executions of one request in n8n's engine, five at the same time.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { startSandbox } from '../sandbox/sandbox.mts';
import { execute } from '../support/calltouch.mts';

const executions = 120;
const atOnce = 5;
const processCounts = [1, 2, 3, 4, 6];

/** Runs so many executions, and gives the number of those that failed. */
async function work(url: string, count: number): Promise<number> {
	let left = count;
	let failed = 0;
	const runners = Array.from({ length: atOnce }, async () => {
		while (left-- > 0) {
			const { status } = await execute({ url }, { resource: 'call', operation: 'getAll' });
			if (status !== 'success') failed++;
		}
	});
	await Promise.all(runners);
	return failed;
}

async function workInProcess(url: string, count: number): Promise<number> {
	const child = fork(import.meta.filename, [url, String(count)]);
	const [failed] = (await once(child, 'message')) as [number];
	child.disconnect();
	return failed;
}

async function measure(processes: number) {
	const sandbox = await startSandbox({ latencyMs: 50 });
	const begin = performance.now();
	const shares = Array.from({ length: processes }, () =>
		workInProcess(sandbox.url, executions / processes),
	);
	const failures = await Promise.all(shares);
	const seconds = (performance.now() - begin) / 1000;
	const { served, refused } = sandbox.counts;
	await sandbox.stop();
	return {
		processes,
		seconds: Math.round(seconds),
		'requests served a second': (served / seconds).toFixed(1),
		'429 answers': refused,
		'executions that failed': failures.reduce((sum, one) => sum + one, 0),
	};
}

const [url, count] = process.argv.slice(2);
if (url) {
	// A process that ends by itself takes its files along.
	process.once('disconnect', () => process.exit());
	process.send?.(await work(url, Number(count)));
} else {
	const rows = [];
	for (const processes of processCounts) rows.push(await measure(processes));
	console.table(rows);
}
