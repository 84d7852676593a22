import { ok } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Client, Stored } from '../n8n/client.mts';
import { chain, type Step } from '../n8n/workflow.mts';

export const lastStep: Step = { name: 'Done', type: 'n8n-nodes-base.noOp' };
/** n8n keeps what its executions gave. */
export const settings = { executionOrder: 'v1', saveDataSuccessExecution: 'all' };

/** Publishes a workflow that begins with the webhook trigger, and waits until it answers. */
export async function publishWebhook(
	client: Client,
	name: string,
	steps: Step[],
	parameters: object = {},
	secret?: Stored,
) {
	const webhookId = randomUUID();
	const type = 'n8n-nodes-calltouch.calltouchWebhookTrigger';
	const credentials = secret && { calltouchWebhookApi: { id: secret.id, name: secret.name } };
	const workflow = {
		...chain(name, [{ name: 'Webhook', type, webhookId, parameters, credentials }, ...steps]),
		settings,
	};
	const stored = await client.addWorkflow(workflow);
	await client.activate(stored);
	const url = `${client.url}/webhook/${webhookId}/calltouch`;
	await until('the webhook', 10_000, async () => (await fetch(url)).status !== 404);
	return { url, stored, workflow };
}

/** What a trigger gave in all executions of a workflow. */
export async function emittedItems(client: Client, workflowId: string, trigger: string) {
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

export async function until(
	what: string,
	withinMs: number,
	isDone: () => boolean | Promise<boolean>,
) {
	const deadline = performance.now() + withinMs;
	while (!(await isDone())) {
		ok(performance.now() < deadline, `Waited for ${what} in vain`);
		await wait(300);
	}
}
