import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { credentialData } from '../bench.mts';
import { concurrency, withFleet, type Fleet } from '../workers/fleet.mts';
import type { Installation } from '../install/generations.mts';
import { Client } from '../n8n/client.mts';
import { credentialType } from '../n8n/workflow.mts';
import type { Report } from '../report.mts';
import { Jobs } from '../workers/jobs.mts';
import { workOf } from '../workers/log.mts';

const many = 200;
const some = 40;
const busyWithinMs = 60_000;

/** Queue mode: executions finish on both workers, and one that dies takes nothing with it in silence. */
export async function checkWorkers(report: Report, installation: Installation, tarball: string) {
	report.about(`n8n ${installation.generation}, workers`);
	await withFleet(installation, tarball, async (fleet) => {
		const client = new Client(fleet.main.url);
		await client.setUp();
		const data = credentialData(fleet.sandbox);
		const credential = await client.addCredential('Calltouch', credentialType, data);
		const jobs = await Jobs.prepare(client, fleet.sandbox, credential);
		await checkShares(report, fleet, client, jobs);
		await checkDeath(report, fleet, client, jobs);
	});
}

async function checkShares(
	report: Report,
	{ workers, sandbox }: Fleet,
	client: Client,
	jobs: Jobs,
) {
	const numbers = upTo(many);
	let ids: string[] = [];

	await report.check(`${many} executions with calls and a recording finish`, async () => {
		const startedAt = performance.now();
		await jobs.send(numbers);
		const executions = await jobs.ended(many);
		const seconds = (performance.now() - startedAt) / 1000;
		ids = executions.map(({ id }) => id);
		deepEqual(new Set(executions.map(({ status }) => status)), new Set(['success']));
		equal(ids.length, many);
		const { served, refused, peakPerSecond } = sandbox.counts;
		const rate = (served / seconds).toFixed(1);
		return `${seconds.toFixed(0)} s; Calltouch served ${served} requests, ${rate} a second, and refused ${refused}; at most ${peakPerSecond} came in one second`;
	});
	await report.check('both workers take part, each execution on one of them', async () => {
		const shares = await Promise.all(workers.map(async (worker) => (await workOf(worker)).ended));
		deepEqual(shares.flatMap((share) => [...share]).sort(), [...ids].sort());
		// Not how even: whoever finds room takes the next job, and how the two share the limit is for the simulation to test.
		for (const share of shares) ok(share.size > 0);
		return shares.map(({ size }) => size).join(' and ');
	});
	await report.check('the main process gives out every recording, byte for byte', async () => {
		const verified: number[] = [];
		for (const id of ids) verified.push(await jobs.verify(await client.finished(id)));
		deepEqual(verified.sort(byValue), numbers);
	});
}

async function checkDeath(report: Report, { workers }: Fleet, client: Client, jobs: Jobs) {
	const numbers = upTo(some).map((number) => many + number);
	const victim = workers[1];
	if (!victim) throw new Error('There is no second worker');
	const verified: number[] = [];
	let interrupted: string[] = [];

	await report.check(
		'a worker is killed: the others finish, its executions end as failed',
		async () => {
			await jobs.send(numbers);
			await untilBusy(victim);
			await victim.kill();
			const startedAt = performance.now();
			const executions = await jobs.ended(many + some);
			const failed = executions.filter(({ status }) => status !== 'success');
			// Some had begun before the log told of it.
			interrupted = failed.map(({ id }) => id).sort();
			ok(interrupted.length > 0 && interrupted.length <= concurrency, interrupted.join());
			for (const worker of workers) {
				const { ended } = await workOf(worker);
				ok(
					!interrupted.some((id) => ended.has(id)),
					'an execution that had ended counts as failed',
				);
			}
			for (const id of interrupted) {
				const { status, error } = await client.finished(id);
				equal(status, 'error');
				match(error?.message ?? '', /failed to be processed/);
			}
			const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
			return `${interrupted.length} of ${some} failed, all ended ${seconds} s after the death`;
		},
	);
	await report.check('the error workflow is told of each of them', async () => {
		const told = await jobs.told(interrupted.length);
		deepEqual(told.sort(), interrupted);
	});
	await report.check('sent again, nothing is missing', async () => {
		const executions = await jobs.ended(many + some);
		for (const { id, status } of executions) {
			if (status !== 'success') continue;
			const number = await jobs.verify(await client.finished(id));
			if (number >= many) verified.push(number);
		}
		const missing = numbers.filter((number) => !verified.includes(number));
		equal(missing.length, interrupted.length);
		await jobs.send(missing);
		const all = await jobs.ended(many + some + missing.length);
		const known = new Set(executions.map(({ id }) => id));
		const fresh = all.filter(({ id }) => !known.has(id));
		for (const { id } of fresh) verified.push(await jobs.verify(await client.finished(id)));
		deepEqual(verified.sort(byValue), numbers);
	});
}

async function untilBusy(worker: Fleet['main']): Promise<void> {
	const deadline = performance.now() + busyWithinMs;
	while ((await runningOn(worker)).length < concurrency - 1) {
		ok(performance.now() < deadline, 'the worker never had its hands full');
		await wait(20);
	}
}

async function runningOn(worker: Fleet['main']): Promise<string[]> {
	const { begun, ended } = await workOf(worker);
	return [...begun].filter((id) => !ended.has(id));
}

function upTo(count: number): number[] {
	return Array.from({ length: count }, (_, at) => at);
}

function byValue(one: number, other: number): number {
	return one - other;
}
