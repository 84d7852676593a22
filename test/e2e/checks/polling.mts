import { deepEqual, equal } from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import type { Bench } from '../bench.mts';
import type { Client, Stored } from '../n8n/client.mts';
import { startServer } from '../n8n/server.mts';
import { calltouch, chain, type Step } from '../n8n/workflow.mts';
import type { Report } from '../report.mts';
import { emittedItems, lastStep, settings, until } from './emitted.mts';

/** Longer than publishing takes, shorter than the time between two polls. */
const slowAnswerMs = 20_000;

/** The polling trigger in a published workflow, with an n8n that dies on the way and comes back. */
export async function checkPolling(
	report: Report,
	bench: Bench,
	client: Client,
	credential: Stored,
) {
	const { installation, sandbox, server } = bench;
	const trigger: Step = {
		...calltouch('New call', credential, {
			event: 'newCall',
			pollTimes: { item: [{ mode: 'everyMinute' }] },
		}),
		type: 'n8n-nodes-calltouch.calltouchTrigger',
	};
	const workflow = { ...chain('New calls', [trigger, lastStep]), settings };

	await report.check('a test in the editor shows the newest call', async () => {
		const { status, error, items } = await client.run(workflow);
		equal(status, 'success', error?.message);
		equal(items('New call').length, 1);
	});

	await report.check(
		'an edit is published while a poll is under way: the call comes once',
		async () => {
			const stored = await client.addWorkflow({ ...workflow, name: 'Edited' });
			sandbox.requests.clear();
			await client.activate(stored);
			await until('the first poll', 20_000, () =>
				sandbox.requests.some(({ complete }) => complete),
			);
			const call = sandbox.addCall();
			sandbox.requests.clear();
			sandbox.configure({ latencyMs: slowAnswerMs });
			await until('a slow poll', 80_000, () => sandbox.requests.length > 0);
			sandbox.configure({ latencyMs: 0 });
			const [first, ...others] = (await client.workflow(stored.id)).nodes;
			if (!first) throw new Error('The workflow has no trigger');
			const options = { timeout: 100 };
			const edited = { ...first, parameters: { ...first.parameters, options } };
			await client.activate(await client.edit(stored, { nodes: [edited, ...others] }));
			const isSlowStill = sandbox.requests.some(({ complete }) => !complete);
			const emitted = async () => await emittedIds(client, stored.id);
			await until('the call', 150_000, async () => (await emitted()).length > 0);
			await until('one poll more', 80_000, nextPoll(bench));
			await until('the poll after it', 80_000, nextPoll(bench));
			deepEqual(await emitted(), [call]);
			await client.deactivate(stored);
			equal(isSlowStill, true, 'The poll had ended before the edit was published');
		},
	);

	await report.check('calls over a minute, n8n killed and started between: each once', async () => {
		const stored = await client.addWorkflow(workflow);
		const running = sandbox.addCall({ connected: true });
		sandbox.requests.clear();
		await client.activate(stored);
		await until('the first poll', 20_000, () => sandbox.requests.some(({ complete }) => complete));
		const calls: string[] = [running];
		const add = async (count: number) => {
			for (let each = 0; each < count; each++) {
				const late = each % 3 === 0 ? 3600 * (each % 7) : 0;
				calls.push(sandbox.addCall({ timestamp: Math.floor(Date.now() / 1000) - late }));
				await wait(1000);
			}
		};
		await add(10);
		sandbox.updateCall(running, { connected: false });
		const emitted = async (by: Client) => await emittedIds(by, stored.id);
		await until('the first calls', 80_000, async () => (await emitted(client)).length >= 11);
		await add(10);
		await server.kill();
		await add(10);
		const revived = await startServer({
			installation,
			userFolder: server.userFolder,
			port: Number(new URL(server.url).port),
		});
		try {
			await client.logIn();
			await add(10);
			await until('the last calls', 90_000, async () => {
				return (await emitted(client)).length >= calls.length;
			});
			// One poll more, which must find nothing; when the next one comes, it has given all that it gives.
			await until('one poll more', 80_000, nextPoll(bench));
			await until('the poll after it', 80_000, nextPoll(bench));
			deepEqual((await emitted(client)).sort(), [...calls].sort());
			const empty = (await client.executions(stored.id)).length;
			return `${calls.length} calls in ${empty} executions`;
		} finally {
			await revived.stop();
		}
	});
}

function nextPoll({ sandbox }: Bench): () => boolean {
	const before = sandbox.requests.length;
	return () => sandbox.requests.slice(before).some(({ complete }) => complete);
}

async function emittedIds(client: Client, workflowId: string): Promise<string[]> {
	const items = await emittedItems(client, workflowId, 'New call');
	return items.map(({ callId }) => String(callId));
}
