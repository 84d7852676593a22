import { setTimeout as wait } from 'node:timers/promises';
import { parse as parseFlatted } from 'flatted';
import type { Execution, ExecutionData } from './execution.mts';
import { toExecution } from './execution.mts';
import type { Workflow } from './workflow.mts';

/** The one person of these n8n. */
export const owner = {
	email: 'owner@example.com',
	password: 'Calltouch-Passw0rd',
	firstName: 'Ada',
	lastName: 'Owner',
};

/** The most executions that n8n lists at once. */
const pageSize = 100;
const finishWithinMs = 120_000;
/** n8n ties a login to a browser. */
const browserId = 'e2e-tests';

/** A workflow or a credential as n8n has stored it. */
export interface Stored {
	id: string;
	name: string;
	versionId?: string;
}

/** The answer of n8n to the test of a credential. */
export interface TestResult {
	status: 'OK' | 'Error';
	message: string;
}

/** An execution without what it stored. */
export interface Summary {
	id: string;
	status: string;
	workflowId: string;
	data?: string;
}

interface ExecutionPage {
	results: Summary[];
	nextCursor?: string | null;
}

/** Speaks to n8n as its editor does. */
export class Client {
	private cookie = '';

	constructor(readonly url: string) {}

	/** The first start: makes the owner and logs in. */
	async setUp(): Promise<void> {
		await this.call('POST', '/rest/owner/setup', owner);
	}

	async logIn(): Promise<void> {
		const { email, password } = owner;
		await this.call('POST', '/rest/login', { emailOrLdapLoginId: email, password });
	}

	async addCredential(name: string, type: string, data: object): Promise<Stored> {
		return await this.call('POST', '/rest/credentials', { name, type, data });
	}

	async testCredential(name: string, type: string, data: object): Promise<TestResult> {
		const { id } = await this.addCredential(name, type, data);
		const credentials = { id, name, type, data };
		const result = await this.call('POST', '/rest/credentials/test', { credentials });
		await this.call('DELETE', `/rest/credentials/${id}`);
		return result as TestResult;
	}

	async addWorkflow(workflow: Workflow): Promise<Stored> {
		return await this.call('POST', '/rest/workflows', { active: false, ...workflow });
	}

	/** The workflows that n8n has. */
	async workflows(): Promise<Stored[]> {
		return await this.call('GET', '/rest/workflows');
	}

	async workflow(id: string): Promise<Workflow & Stored> {
		return await this.call('GET', `/rest/workflows/${id}`);
	}

	/** Stores a workflow and runs it from its first node. */
	async run(workflow: Workflow): Promise<Execution> {
		const { id, versionId } = await this.addWorkflow(workflow);
		return await this.runStored({ ...workflow, id, versionId }, workflow.nodes[0]?.name ?? '');
	}

	/** Saves and runs a stored workflow as the button of the editor does, and waits for its end. */
	async runStored(workflow: Workflow & Stored, trigger: string): Promise<Execution> {
		const path = `/rest/workflows/${workflow.id}`;
		const { nodes, connections, settings, pinData, versionId } = workflow;
		const changes = { nodes, connections, settings, pinData, versionId };
		const workflowData = await this.call<Workflow & Stored>('PATCH', path, changes);
		const order = { workflowData, triggerToStartFrom: { name: trigger } };
		const { executionId } = await this.call<{ executionId: string }>('POST', `${path}/run`, order);
		return await this.finished(executionId);
	}

	/** Publishes a workflow, so that its webhooks are answered. */
	async activate({ id, versionId }: Stored): Promise<void> {
		await this.call('POST', `/rest/workflows/${id}/activate`, { versionId });
	}

	async deactivate({ id }: Stored): Promise<void> {
		await this.call('POST', `/rest/workflows/${id}/deactivate`, {});
	}

	/** Saves a change of a workflow, and gives the version to publish. */
	async edit({ id }: Stored, change: Partial<Workflow>): Promise<Stored> {
		const path = `/rest/workflows/${id}`;
		const { nodes, connections, settings, versionId } = await this.workflow(id);
		return await this.call('PATCH', path, { nodes, connections, settings, versionId, ...change });
	}

	/** All executions of a workflow, without their data. */
	async executions(workflowId: string): Promise<Summary[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const found = new Map<string, Summary>();
		for (let more = ''; ;) {
			const address = `/rest/executions?limit=${pageSize}&filter=${filter}${more}`;
			const { results, nextCursor } = await this.call<ExecutionPage>('GET', address);
			for (const one of results) found.set(one.id, one);
			// Older n8n give no cursor, newer ones take no id.
			const isLast = nextCursor === undefined ? results.length < pageSize : nextCursor === null;
			if (isLast) break;
			more = nextCursor ? `&cursor=${nextCursor}` : `&lastId=${lastId(results, more === '')}`;
		}
		for (const id of holesIn([...found.keys()])) {
			const one = await this.call<Summary>('GET', `/rest/executions/${id}`).catch(() => null);
			if (one?.workflowId === workflowId) found.set(id, one);
		}
		return [...found.values()];
	}

	/** Waits for the end of an execution and gives what it stored. */
	async finished(id: string, withinMs = finishWithinMs): Promise<Execution> {
		const deadline = performance.now() + withinMs;
		for (;;) {
			const found = await this.call<Summary>('GET', `/rest/executions/${id}`).catch(() => null);
			const isOver = found && !['new', 'running', 'waiting'].includes(found.status);
			if (isOver && found.data !== undefined) {
				// n8n 1 may tell the status before it has stored the data.
				const data = parseFlatted(found.data) as ExecutionData | undefined;
				if (data) return toExecution(id, found.status, data, found.data);
			}
			if (performance.now() > deadline) throw new Error(`Execution ${id} does not end`);
			await wait(30);
		}
	}

	/** The bytes of a binary of an item. The editor views sound, and only downloads what a page could run. */
	async binary(id: string, action: 'view' | 'download' = 'view'): Promise<Buffer> {
		const address = `/rest/binary-data?id=${encodeURIComponent(id)}&action=${action}`;
		const response = await this.send('GET', address);
		if (!response.ok) throw new Error(`Binary ${id}: HTTP ${response.status}`);
		return Buffer.from(await response.arrayBuffer());
	}

	/** One request to n8n; gives the `data` of its answer. */
	async call<T>(method: string, path: string, body?: object): Promise<T> {
		const response = await this.send(method, path, body);
		const text = await response.text();
		if (!response.ok)
			throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 400)}`);
		const answer = JSON.parse(text || 'null') as { data?: T } | null;
		return (answer?.data ?? answer) as T;
	}

	private async send(method: string, path: string, body?: object): Promise<Response> {
		const response = await fetch(this.url + path, {
			method,
			headers: {
				'content-type': 'application/json',
				cookie: this.cookie,
				'browser-id': browserId,
				'push-ref': browserId,
			},
			body: body && JSON.stringify(body),
		});
		const login = response.headers.getSetCookie().find((one) => one.startsWith('n8n-auth='));
		if (login) this.cookie = login.split(';')[0] ?? '';
		return response;
	}
}

/** Older n8n sort the first page by time and the others by id: these begin above the highest id of the first. */
function lastId(results: Summary[], isFirst: boolean): number {
	const ids = results.map(({ id }) => Number(id));
	return isFirst ? Math.max(...ids) + 1 : Math.min(...ids);
}

/**
 * Numbers between the listed ones. The pages of n8n's list overlap and leave holes where executions began in another
 * order than that of their numbers.
 */
function holesIn(ids: string[]): string[] {
	const numbers = new Set(ids.map(Number));
	const holes: string[] = [];
	for (let number = Math.min(...numbers); number < Math.max(...numbers); number++) {
		if (!numbers.has(number)) holes.push(String(number));
	}
	return holes;
}
