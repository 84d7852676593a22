import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { DateTime } from 'luxon';
import { DEFAULT_SITE_ID } from '../../sandbox/server/settings.mts';
import type { Sandbox } from '../../sandbox/sandbox.mts';
import type { Client, Stored, Summary } from '../n8n/client.mts';
import type { Execution } from '../n8n/execution.mts';
import { calltouch, chain, whereTrue, type Step } from '../n8n/workflow.mts';

const errorTrigger: Step = { name: 'Failed', type: 'n8n-nodes-base.errorTrigger' };
const hook = 'recordings';
/** Jobs ask for the calls of this many different days. */
const days = 40;
const sendAtOnce = 10;
const listenWithinMs = 20_000;
const settleWithinMs = 600_000;

/** A workflow that each call of its webhook starts once: the calls of a day, and the recording of one of them. */
export class Jobs {
	private constructor(
		private readonly client: Client,
		private readonly sandbox: Sandbox,
		private readonly workflow: Stored,
		private readonly errorWorkflow: Stored,
	) {}

	/** Publishes the workflow, and one that is told of its failures. */
	static async prepare(client: Client, sandbox: Sandbox, credential: Stored): Promise<Jobs> {
		const errorWorkflow = await client.addWorkflow(chain('Failures', [errorTrigger]));
		await client.activate(errorWorkflow);
		const draft = chain('Recordings', steps(credential));
		const settings = { ...draft.settings, errorWorkflow: errorWorkflow.id };
		const workflow = await client.addWorkflow({ ...draft, settings });
		await client.activate(workflow);
		return new Jobs(client, sandbox, workflow, errorWorkflow);
	}

	/** Starts an execution for each of these numbers. */
	async send(numbers: number[]): Promise<void> {
		const left = [...numbers];
		const senders = Array.from({ length: sendAtOnce }, async () => {
			for (let number = left.shift(); number !== undefined; number = left.shift()) {
				await this.start(number);
			}
		});
		await Promise.all(senders);
	}

	/** All executions, as soon as there are so many and all of them have ended. */
	async ended(count: number): Promise<Summary[]> {
		return await this.allEnded(this.workflow, count);
	}

	private async allEnded({ id }: Stored, count: number): Promise<Summary[]> {
		const deadline = performance.now() + settleWithinMs;
		for (;;) {
			// A busy n8n may answer 503 for a moment.
			const executions = await this.client.executions(id).catch(() => []);
			const open = executions.filter(({ status }) => ['new', 'running'].includes(status));
			if (executions.length >= count && open.length === 0) return executions;
			if (performance.now() > deadline) {
				throw new Error(`${executions.length} of ${count} executions, ${open.length} open`);
			}
			await wait(500);
		}
	}

	/** The executions of whose failure the error workflow was told, as soon as there are so many. */
	async told(count: number): Promise<string[]> {
		const runs = await this.allEnded(this.errorWorkflow, count);
		const told: string[] = [];
		for (const { id } of runs) {
			const { items } = await this.client.finished(id);
			const { execution } = items(errorTrigger.name)[0]?.json as { execution: { id: string } };
			told.push(execution.id);
		}
		return told;
	}

	/** Throws unless this execution has the recording that belongs to its number; gives the number. */
	async verify({ status, error, items }: Execution): Promise<number> {
		equal(status, 'success', error?.message);
		const { number, day } = items('Webhook')[0]?.json.body as { number: number; day: string };
		const [recording, ...more] = items('Recording');
		deepEqual(more, []);
		const callId = String(recording?.json.callId);
		ok(this.sandbox.callIds(DEFAULT_SITE_ID, day).includes(callId), `${callId} is not of ${day}`);
		const id = recording?.binary?.data?.id ?? '';
		match(id, /^database:/);
		deepEqual(await this.client.binary(id), this.sandbox.recording(callId));
		return number;
	}

	private async start(number: number): Promise<void> {
		const deadline = performance.now() + listenWithinMs;
		for (;;) {
			const response = await fetch(`${this.client.url}/webhook/${hook}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ number, day: dayOf(number) }),
			});
			const said = await response.text();
			if (response.ok) return;
			// A published webhook is answered a moment later.
			if (response.status !== 404 || performance.now() > deadline) throw new Error(said);
			await wait(100);
		}
	}
}

function dayOf(number: number): string {
	const ago = 2 + (number % days);
	return DateTime.now().setZone('Europe/Moscow').minus({ days: ago }).toISODate() ?? '';
}

function steps(credential: Stored): Step[] {
	const day = '={{ $json.body.day }}';
	return [
		{
			name: 'Webhook',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			webhookId: hook,
			parameters: { httpMethod: 'POST', path: hook, responseMode: 'onReceived' },
		},
		calltouch('Calls', credential, {
			resource: 'call',
			operation: 'getAll',
			period: 'range',
			dateFrom: day,
			dateTo: day,
			returnAll: true,
		}),
		whereTrue('Answered', 'successful'),
		{ name: 'One', type: 'n8n-nodes-base.limit', parameters: { maxItems: 1 } },
		calltouch('Recording', credential, {
			resource: 'record',
			operation: 'download',
			callId: '={{ $json.callId }}',
		}),
	];
}
