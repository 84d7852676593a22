import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { credentialData, withBench, type Bench } from '../bench.mts';
import type { Installation } from '../install/generations.mts';
import { Client, type Stored } from '../n8n/client.mts';
import { startServer } from '../n8n/server.mts';
import { calltouch, chain, credentialType, type Step } from '../n8n/workflow.mts';
import type { Report } from '../report.mts';

const emptyStep: Step = { name: 'Done', type: 'n8n-nodes-base.noOp' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const settings = { executionOrder: 'v1', saveDataSuccessExecution: 'all' };

/** Both triggers in a published workflow, with an n8n that dies on the way. */
export async function checkTriggers(report: Report, installation: Installation, tarball: string) {
	await withBench(installation, { tarball, examples: false }, async (bench) => {
		const client = new Client(bench.server.url);
		await client.setUp();
		const data = credentialData(bench.sandbox);
		const credential = await client.addCredential('Calltouch', credentialType, data);
		report.about(`n8n ${installation.generation}, webhook trigger`);
		await checkWebhook(report, bench, client, credential);
		report.about(`n8n ${installation.generation}, polling trigger`);
		await checkPolling(report, bench, client, credential);
	});
}

async function checkPolling(report: Report, bench: Bench, client: Client, credential: Stored) {
	const { installation, sandbox, server } = bench;
	const trigger: Step = {
		...calltouch('New call', credential, {
			event: 'newCall',
			pollTimes: { item: [{ mode: 'everyMinute' }] },
		}),
		type: 'n8n-nodes-calltouch.calltouchTrigger',
	};
	const workflow = { ...chain('New calls', [trigger, emptyStep]), settings };

	await report.check('a test in the editor shows the newest call', async () => {
		const { status, error, items } = await client.run(workflow);
		equal(status, 'success', error?.message);
		equal(items('New call').length, 1);
	});

	await report.check('calls over a minute, n8n killed and started between: each once', async () => {
		const stored = await client.addWorkflow(workflow);
		const running = sandbox.addCall({ connected: true });
		sandbox.requests.clear();
		await client.activate(stored);
		await until('the first poll', 20_000, () => sandbox.requests.some(({ complete }) => complete));
		await wait(500);
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
			name: 'revived',
			port: Number(new URL(server.url).port),
		});
		try {
			await client.logIn();
			await add(10);
			await until('the last calls', 90_000, async () => {
				return (await emitted(client)).length >= calls.length;
			});
			// One poll more, which must find nothing.
			await until('one poll more', 80_000, nextPoll(bench));
			await wait(1000);
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

async function checkWebhook(
	report: Report,
	{ sandbox, server }: Bench,
	client: Client,
	credential: Stored,
) {
	const publish = async (name: string, steps: Step[], parameters: object = {}) => {
		const webhookId = randomUUID();
		const type = 'n8n-nodes-calltouch.calltouchWebhookTrigger';
		const hook: Step = { name: 'Webhook', type, webhookId, parameters };
		const workflow = { ...chain(name, [hook, ...steps]), settings };
		const stored = await client.addWorkflow(workflow);
		await client.activate(stored);
		const url = `${server.url}/webhook/${webhookId}/calltouch`;
		await until('the webhook', 10_000, async () => (await fetch(url)).status !== 404);
		return { url, id: stored.id, stored, workflow, webhookId };
	};

	await report.check('answers as it should to every kind of delivery', async () => {
		const { url, id } = await publish('Kinds', [emptyStep], { secret: 'word' });
		const send = async (query: string, body?: string | Buffer, headers?: Record<string, string>) =>
			(await fetch(url + query, { method: body === undefined ? 'GET' : 'POST', body, headers }))
				.status;
		const json = { 'content-type': 'application/json' };
		const cyrillic = Buffer.from('id=4&source=cff0ffeceee9'.replace('cff0ffeceee9', ''), 'latin1');
		const windows = Buffer.concat([cyrillic, Buffer.from('cff0ffeceee9', 'hex')]);
		const legacy = { 'content-type': `${form['content-type']}; charset=windows-1251` };
		const statuses = {
			get: await send('?secret=word&id=1&callphase=callconnected'),
			form: await send('?secret=word', 'id=2&callphase=calldisconnected', form),
			json: await send('?secret=word', '{"id":3,"leadtype":"call"}', json),
			charset: await send('?secret=word', windows, legacy),
			test: await send('?secret=word', 'id={id}', form),
			noSecret: await send('', 'id=5', form),
			wrongSecret: await send('?secret=sword', 'id=5', form),
			broken: await send('?secret=word', '{"id":', json),
			large: await send('?secret=word', `{"id":"${'x'.repeat(1_100_000)}"}`, json),
		};
		deepEqual(statuses, {
			get: 200,
			form: 200,
			json: 200,
			charset: 200,
			test: 200,
			noSecret: 403,
			wrongSecret: 403,
			broken: 400,
			large: 400,
		});
		const found = await emittedItems(client, id, 'Webhook');
		deepEqual(found.map(({ callId, id: other }) => callId ?? other).sort(), [1, 2, 3, 4]);
		equal(found.find((item) => (item.callId ?? item.id) === 4)?.source, 'Прямой');
		return Object.entries(statuses)
			.map(([kind, status]) => `${kind} ${status}`)
			.join(', ');
	});

	await report.check('listens for a test, and shows a note for placeholders', async () => {
		const { url, stored, workflow } = await publish('Test', [emptyStep]);
		await client.call('POST', `/rest/workflows/${stored.id}/run`, {
			workflowData: { ...workflow, ...stored },
			triggerToStartFrom: { name: 'Webhook' },
		});
		const test = url.replace('/webhook/', '/webhook-test/');
		const answer = await fetch(`${test}?callerphone=${encodeURIComponent('{callerphone}')}`);
		equal(answer.status, 200);
		const [shown] = await emittedItems(client, stored.id, 'Webhook');
		match(String(shown?.note), /This is a test of Calltouch/);
	});

	await report.check(
		'Call: Get and Record: Download work behind it as they are dropped',
		async () => {
			const call = sandbox.addCall({ fields: { successful: true } });
			const { url, id } = await publish('Recording', [
				calltouch('Call', credential, { resource: 'call', operation: 'get' }),
				calltouch('Recording', credential, { resource: 'record', operation: 'download' }),
			]);
			const timestamp = Math.floor(Date.now() / 1000);
			await fetch(`${url}?id=${call}&callphase=calldisconnected&timestamp=${timestamp}`);
			await until('the execution', 20_000, async () => (await client.executions(id)).length === 1);
			const [summary] = await client.executions(id);
			const { status, error, items } = await client.finished(summary?.id ?? '');
			equal(status, 'success', error?.message);
			const [item] = items('Recording');
			equal(item?.binary?.data?.fileName, `${call}_record.mp3`);
		},
	);

	await report.check('200 deliveries a second for ten seconds: none lost, none twice', async () => {
		const { url, id } = await publish('Storm', [emptyStep]);
		const answers: Array<Promise<number>> = [];
		const startedAt = performance.now();
		for (let number = 0; number < 2000; number++) {
			const early = number * 5 - (performance.now() - startedAt);
			if (early > 0) await wait(early);
			answers.push(deliver(url, `id=${number}&callphase=calldisconnected&leadtype=call`));
		}
		const sentAfter = (performance.now() - startedAt) / 1000;
		const statuses = await Promise.all(answers);
		const answeredAfter = (performance.now() - startedAt) / 1000;
		deepEqual([...new Set(statuses)], [200]);
		await until('all executions', 240_000, async () => {
			const all = await client.executions(id);
			return all.length >= 2000 && all.every(({ status }) => status === 'success');
		});
		const ids = (await emittedItems(client, id, 'Webhook')).map(({ callId }) => Number(callId));
		equal(ids.length, 2000);
		equal(new Set(ids).size, 2000);
		return `sent within ${sentAfter.toFixed(1)} s, answered within ${answeredAfter.toFixed(1)} s`;
	});
}

/** One POST on a connection of its own, as Calltouch would send it; gives the status. */
async function deliver(url: string, body: string): Promise<number> {
	return await new Promise((resolve, reject) => {
		const sent = request(url, { method: 'POST', headers: form, agent: false }, (answer) => {
			answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
		});
		sent.on('error', reject);
		sent.end(body);
	});
}

async function emittedIds(client: Client, workflowId: string): Promise<string[]> {
	const items = await emittedItems(client, workflowId, 'New call');
	return items.map(({ callId }) => String(callId));
}

/** What a trigger gave in all executions of a workflow. */
async function emittedItems(client: Client, workflowId: string, trigger: string) {
	const found: Array<Record<string, unknown>> = [];
	const executions = await client.executions(workflowId);
	for (let from = 0; from < executions.length; from += 8) {
		const some = executions.slice(from, from + 8).map(async ({ id }) => await client.finished(id));
		for (const { items } of await Promise.all(some)) {
			found.push(...items(trigger).map(({ json }) => json));
		}
	}
	return found;
}

async function until(what: string, withinMs: number, isDone: () => boolean | Promise<boolean>) {
	const deadline = performance.now() + withinMs;
	while (!(await isDone())) {
		ok(performance.now() < deadline, `Waited for ${what} in vain`);
		await wait(300);
	}
}
