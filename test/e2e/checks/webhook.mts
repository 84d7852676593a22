import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Bench } from '../bench.mts';
import type { Client, Stored } from '../n8n/client.mts';
import { calltouch, type Step } from '../n8n/workflow.mts';
import type { Report } from '../report.mts';
import { checkBusyWebhook } from './busyWebhook.mts';
import { emittedItems, lastStep, publishWebhook, until } from './emitted.mts';

const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** How often a sender tries. */
const mostTries = 30;

/** Deliveries of every kind to the webhook trigger in real n8n. */
export async function checkWebhook(
	report: Report,
	{ sandbox }: Bench,
	client: Client,
	credential: Stored,
) {
	const publish = async (name: string, steps: Step[], parameters?: object, secret?: Stored) =>
		await publishWebhook(client, name, steps, parameters, secret);

	await report.check('answers as it should to every kind of delivery', async () => {
		const { url, stored } = await publish('Kinds', [lastStep], { secret: 'word' });
		const send = async (query: string, body?: string | Buffer, headers?: Record<string, string>) =>
			(await fetch(url + query, { method: body === undefined ? 'GET' : 'POST', body, headers }))
				.status;
		const json = { 'content-type': 'application/json' };
		const cyrillic = Buffer.from('id=4&source=cff0ffeceee9'.replace('cff0ffeceee9', ''), 'latin1');
		const windows = Buffer.concat([cyrillic, Buffer.from('cff0ffeceee9', 'hex')]);
		const legacy = { 'content-type': `${form['content-type']}; charset=windows-1251` };
		const parts = '--x\r\nContent-Disposition: form-data; name="id"\r\n\r\n5\r\n--x--';
		// Those that start nothing come first: they would have started something by the time that the others have.
		const statuses = {
			test: await send('?secret=word', 'id={id}', form),
			noSecret: await send('', 'id=5', form),
			wrongSecret: await send('?secret=sword', 'id=5', form),
			broken: await send('?secret=word', '{"id":', json),
			large: await send('?secret=word', `{"id":"${'x'.repeat(1_100_000)}"}`, json),
			get: await send('?secret=word&id=1&callphase=callconnected'),
			form: await send('?secret=word', 'id=2&callphase=calldisconnected', form),
			json: await send('?secret=word', '{"id":3,"leadtype":"call"}', json),
			charset: await send('?secret=word', windows, legacy),
			parts: await send('?secret=word', parts, {
				'content-type': 'multipart/form-data; boundary=x',
			}),
		};
		deepEqual(statuses, {
			test: 200,
			noSecret: 403,
			wrongSecret: 403,
			broken: 400,
			large: 400,
			get: 200,
			form: 200,
			json: 200,
			charset: 200,
			parts: 200,
		});
		const again = await fetch(`${url}?secret=word&id=1&callphase=callconnected`);
		equal(again.headers.get('content-type'), 'application/json; charset=utf-8');
		equal(await again.text(), '{"ok":true}');
		await untilStarted(client, stored, 5);
		const found = await emittedItems(client, stored.id, 'Webhook');
		deepEqual(found.map(({ callId, id: other }) => callId ?? other).sort(), [1, 2, 3, 4, 5]);
		equal(found.find((item) => (item.callId ?? item.id) === 4)?.source, 'Прямой');
		return Object.entries(statuses)
			.map(([kind, status]) => `${kind} ${status}`)
			.join(', ');
	});

	await report.check('takes the secret of a credential', async () => {
		const secret = await client.addCredential('Secret', 'calltouchWebhookApi', {
			secret: 'a+b &%',
		});
		const { url, stored } = await publish('Credential', [lastStep], {}, secret);
		const send = async (query: string) =>
			await fetch(`${url}?id=1&callphase=callconnected${query}`);
		equal((await send('')).status, 403);
		const answer = await send(`&secret=${encodeURIComponent('a+b &%')}`);
		deepEqual([answer.status, await answer.text()], [200, '{"ok":true}']);
		await untilStarted(client, stored, 1);
	});

	await report.check('listens for a test, and shows a note for what would be dropped', async () => {
		const { url, stored, workflow } = await publish('Test', [lastStep], { events: ['chat'] });
		await client.call('POST', `/rest/workflows/${stored.id}/run`, {
			workflowData: { ...workflow, ...stored },
			triggerToStartFrom: { name: 'Webhook' },
		});
		const test = url.replace('/webhook/', '/webhook-test/');
		const answer = await fetch(`${test}?id=1&callphase=callconnected`);
		deepEqual([answer.status, await answer.text()], [200, '{"ok":true}']);
		await untilStarted(client, stored, 1);
		const [shown] = await emittedItems(client, stored.id, 'Webhook');
		match(String(shown?.note), /"Call Started", which is not chosen under Events/);
	});

	await report.check(
		'Call: Get and Record: Download work behind it as they are dropped',
		async () => {
			const call = sandbox.addCall({ fields: { successful: true } });
			const { url, stored } = await publish('Recording', [
				calltouch('Call', credential, { resource: 'call', operation: 'get' }),
				calltouch('Recording', credential, { resource: 'record', operation: 'download' }),
			]);
			const timestamp = Math.floor(Date.now() / 1000);
			await fetch(`${url}?id=${call}&callphase=calldisconnected&timestamp=${timestamp}`);
			await untilStarted(client, stored, 1);
			const [summary] = await client.executions(stored.id);
			const { status, error, items } = await client.finished(summary?.id ?? '');
			equal(status, 'success', error?.message);
			const [item] = items('Recording');
			equal(item?.binary?.data?.fileName, `${call}_record.mp3`);
		},
	);

	await report.check('takes odd objects as any odd value', async () => {
		const { url, stored } = await publish('Odd', [lastStep]);
		const odd = [
			'{"leadtype":{"__proto__":null}}',
			'{"leadtype":{"toString":1,"valueOf":2}}',
			'{"timestamp":{"isLuxonDateTime":true},"__proto__":{"toString":null}}',
		];
		const headers = { 'content-type': 'application/json' };
		for (const body of odd)
			equal((await fetch(url, { method: 'POST', headers, body })).status, 200);
		await untilStarted(client, stored, odd.length);
		const found = await emittedItems(client, stored.id, 'Webhook');
		deepEqual(
			found.map(({ event }) => event),
			['unknown', 'unknown', 'unknown'],
		);
	});

	await report.check('refuses to publish a trigger that would refuse everything', async () => {
		// An n8n that publishes in the background does not answer with the reason, but nobody gets in.
		const refuses = async (name: string, parameters: object, reason: RegExp) => {
			const published = await publish(name, [lastStep], parameters).catch(String);
			if (typeof published === 'string') match(published, reason);
			else ok([403, 404].includes((await fetch(published.url, { method: 'POST' })).status));
		};
		const wrong = { secret: '={{ undefined }}' };
		await refuses('Nothing', wrong, /Secret is set, but gives nothing|webhook in vain/);
		const additionalOptions = { networks: 'localhost' };
		await refuses('Nowhere', { additionalOptions }, /is no network|webhook in vain/);
	});

	await checkBusyWebhook(report, client);
}

/** The answer to a delivery leaves before n8n has stored the execution. */
async function untilStarted(client: Client, { id }: Stored, count: number) {
	await until('the executions', 20_000, async () => (await client.executions(id)).length >= count);
}

/** More deliveries than n8n can work off at once. */
export async function checkStorm(report: Report, client: Client) {
	await report.check('200 deliveries a second for ten seconds: none lost, none twice', async () => {
		const { url } = await publishWebhook(client, 'Storm', []);
		const answers: Array<Promise<Delivered>> = [];
		const startedAt = performance.now();
		for (let number = 0; number < 2000; number++) {
			const early = number * 5 - (performance.now() - startedAt);
			if (early > 0) await wait(early);
			answers.push(deliver(url, `id=${number}&callphase=calldisconnected&leadtype=call`));
		}
		const sentAfter = (performance.now() - startedAt) / 1000;
		const delivered = await Promise.all(answers);
		const answeredAfter = (performance.now() - startedAt) / 1000;
		deepEqual([...new Set(delivered.map(({ status }) => status))], [200]);
		const again = delivered.reduce((sum, { tries }) => sum + tries - 1, 0);
		// This n8n is fresh: its executions have the numbers from 1 on. Its list knows no order to read it by.
		const ids = await readIds(client, delivered.length);
		equal(new Set(ids).size, 2000);
		await rejects(client.finished(String(delivered.length + 1), 0), 'an execution too many');
		return `sent within ${sentAfter.toFixed(1)} s, answered within ${answeredAfter.toFixed(1)} s, ${again} tried again`;
	});
}

/**
 * Delivers as any sender does: a connection that breaks before an answer came is tried again, also when the first one
 * has come through after all.
 */
async function deliver(url: string, body: string): Promise<Delivered> {
	for (let tries = 1; ; tries++) {
		const status = await send(url, body).catch((error: unknown) => {
			if (tries === mostTries) throw error;
		});
		if (status !== undefined) return { status, tries };
		await wait(1000);
	}
}

interface Delivered {
	status: number;
	tries: number;
}

/** One POST on a connection of its own; gives the status. */
async function send(url: string, body: string): Promise<number> {
	return await new Promise((resolve, reject) => {
		const sent = request(url, { method: 'POST', headers: form, agent: false }, (answer) => {
			answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
		});
		sent.on('error', reject);
		sent.end(body);
	});
}

/** The calls that the executions 1 to `count` began with. */
async function readIds(client: Client, count: number): Promise<number[]> {
	const ids: number[] = [];
	for (let from = 1; from <= count; from += 8) {
		const numbers = Array.from({ length: Math.min(8, count - from + 1) }, (_, at) => from + at);
		const some = numbers.map(async (number) => await client.finished(String(number)));
		for (const { status, items } of await Promise.all(some)) {
			equal(status, 'success');
			ids.push(...items('Webhook').map(({ json }) => Number(json.callId)));
		}
	}
	return ids;
}
