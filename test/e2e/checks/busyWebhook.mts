import { ok } from 'node:assert/strict';
import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { form } from '../../support/deliveries.mts';
import { hostileBodies } from '../../support/hostileDeliveries.mts';
import type { Client } from '../n8n/client.mts';
import type { Report } from '../report.mts';
import { lastStep, publishWebhook } from './emitted.mts';

const megabyte = 1024 * 1024;
/** How long others may wait for an answer, in milliseconds; a busy machine gets what it needs when nothing comes in. */
const longestWait = 200;
const idleTimes = 4;
/** Deliveries of a kind, two at a time. */
const deliveries = 6;
const senders = 2;
/** One bad try may be the fault of the machine. */
const tries = 3;

/** Other requests to a real n8n while somebody sends the worst that a delivery can be. */
export async function checkBusyWebhook(report: Report, client: Client): Promise<void> {
	await report.check(
		'answers others within 200 ms while 1 MB deliveries of each kind come in',
		async () => {
			const { url } = await publishWebhook(client, 'Busy', [lastStep]);
			const idle = await longestAnswer(client.url, async () => await wait(2000));
			const limit = longestWait + idleTimes * idle;
			const plain = {
				type: form,
				make: (size: number) => Buffer.from(`id=1&url=${'x'.repeat(size - 9)}`),
			};
			const found = [`idle ${idle.toFixed(0)} ms`];
			const late: string[] = [];
			for (const [kind, { type, make }] of Object.entries({
				'plain text': plain,
				...hostileBodies,
			})) {
				const body = make(megabyte);
				let best = Infinity;
				for (let each = 0; each < tries && best > limit; each++) {
					await settled(client.url, limit);
					best = Math.min(
						best,
						await longestAnswer(client.url, async () => await flood(url, type, body)),
					);
				}
				found.push(`${kind} ${best.toFixed(0)}`);
				if (best > limit) late.push(`${kind}: ${best.toFixed(0)} ms`);
			}
			ok(
				late.length === 0,
				`Later than ${limit.toFixed(0)} ms: ${late.join(', ')} (${found.join(', ')})`,
			);
			return found.join(', ');
		},
	);
}

/** Waits until n8n has worked off what came before. */
async function settled(url: string, limit: number): Promise<void> {
	for (let each = 0; each < 20; each++) {
		if ((await longestAnswer(url, async () => await wait(200))) < limit / 2) return;
	}
}

/** The longest time in milliseconds that a small request took while something else went on. */
async function longestAnswer(url: string, during: () => Promise<unknown>): Promise<number> {
	let isOver = false;
	const work = during().finally(() => {
		isOver = true;
	});
	let longest = 0;
	while (!isOver) {
		const start = performance.now();
		await send(`${url}/healthz`, 'GET');
		longest = Math.max(longest, performance.now() - start);
		await wait(5);
	}
	await work;
	return longest;
}

async function flood(url: string, type: string, body: Buffer): Promise<void> {
	const lanes = Array.from({ length: senders }, async () => {
		for (let each = 0; each < deliveries / senders; each++) {
			const status = await send(url, 'POST', { 'content-type': type }, body);
			ok([200, 400].includes(status), `Answered with ${status}`);
		}
	});
	await Promise.all(lanes);
}

/** One request on a connection of its own; gives the status. */
async function send(url: string, method: string, headers = {}, body?: Buffer): Promise<number> {
	return await new Promise((resolve, reject) => {
		const sent = request(url, { method, headers, agent: false }, (answer) => {
			answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
		});
		sent.on('error', reject);
		sent.end(body);
	});
}
