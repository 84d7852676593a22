import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.mts';
import { execute } from '../../support/calltouch.mts';

const processes = 4;
/** Enough that the search for the common rate at the beginning does not decide. */
const recordingsEach = 500;
const day = { period: 'range', dateFrom: '2025-12-31', dateTo: '2025-12-31' };

/** What the processes did together. */
interface Shared {
	processes: number;
	recordings: number;
	/** Recordings that did not arrive byte for byte. */
	lost: number;
	requests: number;
	refused: number;
	seconds: number;
}

/** Lets several processes with an n8n engine each fetch recordings from one Calltouch, which sees one address. */
export async function shareOneAddress(): Promise<Shared> {
	const sandbox = await startSandbox({ callsPerDay: 4000, limitPerSecond: 0 });
	const callIds = await recorded(sandbox);
	const shares = Array.from({ length: processes }, (_, index) =>
		callIds.slice(index * recordingsEach, (index + 1) * recordingsEach),
	);
	const workers = await Promise.all(shares.map(startWorker));
	sandbox.reset();
	sandbox.configure({ limitPerSecond: 5, latencyMs: 30 });
	const begin = performance.now();
	const lost = await Promise.all(
		workers.map(async (worker, index) => await fetchAll(worker, sandbox, shares[index] ?? [])),
	);
	const seconds = (performance.now() - begin) / 1000;
	await Promise.all(workers.map(endWorker));
	await sandbox.stop();
	const { total, refused } = sandbox.counts;
	return {
		processes,
		recordings: shares.flat().length,
		lost: lost.reduce((sum, count) => sum + count, 0),
		requests: total,
		refused,
		seconds,
	};
}

async function startWorker(): Promise<ChildProcess> {
	const worker = fork(new URL('worker.mts', import.meta.url), { execArgv: process.execArgv });
	await once(worker, 'message');
	return worker;
}

/** A worker ends by itself when its parent lets go of it, and takes its files along. */
async function endWorker(worker: ChildProcess): Promise<void> {
	const over = once(worker, 'exit');
	worker.disconnect();
	await over;
}

/** Calls of the day that have a recording. */
async function recorded(sandbox: Sandbox): Promise<string[]> {
	const journal = { resource: 'call', operation: 'getAll', ...day, returnAll: true };
	const { json } = await execute(sandbox, journal);
	return json.filter(({ successful }) => successful).map(({ callId }) => String(callId));
}

/** Gives the number of recordings that did not come whole. */
async function fetchAll(worker: ChildProcess, sandbox: Sandbox, callIds: string[]) {
	worker.send({ url: sandbox.url, callIds });
	const [digests] = (await once(worker, 'message')) as [Record<string, string>];
	return callIds.filter((callId) => digests[callId] !== sandbox.recordingSha256(callId)).length;
}
