import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type {
	IDataObject,
	IHookFunctions,
	IWebhookFunctions,
	IWebhookResponseData,
	WorkflowActivateMode,
} from 'n8n-workflow';
import { listen } from './listen.mts';
import { placeTrigger } from './placed.mts';

type Json = Record<string, unknown>;
type Mode = 'webhook' | 'manual';

let workflows = 0;

/** A webhook of the trigger behind a real HTTP server, which treats requests and answers as n8n does. */
export interface Receiver {
	url: string;
	/** The items that started a workflow. */
	emitted: Json[];
	/** Errors in the log of n8n. */
	logged: string[];
	stop: () => Promise<void>;
}

interface Place {
	mode?: Mode;
	/** Name of the node, and id of the workflow; a new one unless another node of it is opened. */
	name?: string;
	workflowId?: string;
	/** Stands between the node and the start of a workflow, as n8n does. */
	take?: () => void;
}

/** Opens the webhook of a node with these parameters. */
export async function openWebhook(
	parameters: Json = {},
	{ mode = 'webhook', name = 'Calltouch', workflowId = newWorkflow(), take }: Place = {},
): Promise<Receiver> {
	const placed = await place(parameters, name, workflowId);
	const emitted: Json[] = [];
	const logged: string[] = [];
	const run = async (request: IncomingMessage, response: ServerResponse) => {
		const context = new placed.core.WebhookContext(
			placed.workflow,
			placed.node,
			{ ...placed.data, ...asN8n(request, response) } as never,
			mode,
			{ webhookDescription: { name: 'default' } } as never,
			[],
			null,
		) as unknown as IWebhookFunctions;
		readLog(context, logged);
		const result = await placed.type.webhook?.call(context);
		if (result?.workflowData) take?.();
		answer(response, result ?? {});
		emitted.push(...(result?.workflowData?.[0] ?? []).map((item) => item.json));
	};
	const server = createServer((request, response) => {
		run(request, response).catch((error: Error) => {
			response.statusCode = 500;
			response.end(JSON.stringify({ message: error.message }));
		});
	});
	return {
		url: `${await listen(server)}/webhook/some-id/calltouch`,
		emitted,
		logged,
		stop: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/**
 * Publishes a workflow with this trigger, as n8n does: `create` is asked for where `checkExists` finds nothing. Gives
 * the errors in the log of n8n.
 */
export async function publishWebhook(
	parameters: Json = {},
	activation: WorkflowActivateMode = 'activate',
): Promise<string[]> {
	const { core, workflow, node, data, type } = await place(parameters, 'Calltouch', newWorkflow());
	const context = new core.HookContext(
		workflow,
		node,
		data as never,
		'trigger',
		activation,
	) as unknown as IHookFunctions;
	const logged: string[] = [];
	readLog(context, logged);
	const methods = type.webhookMethods?.default;
	if (!(await methods?.checkExists.call(context))) await methods?.create.call(context);
	return logged;
}

function readLog(context: object, logged: string[]): void {
	const logger = { error: (message: string) => logged.push(message) };
	Object.defineProperty(context, 'logger', { value: logger });
}

async function place(parameters: Json, name: string, workflowId: string) {
	const node = {
		id: 'the-same-for-all',
		name,
		type: 'n8n-nodes-calltouch.calltouchWebhookTrigger',
		parameters: parameters as never,
	};
	return await placeTrigger({ id: workflowId, nodes: [node], connections: {} }, {});
}

export function newWorkflow(): string {
	return `hooked-${workflows++}`;
}

function asN8n(request: IncomingMessage, response: ServerResponse) {
	const readRawBody = async () => {
		const pieces: Buffer[] = [];
		for await (const piece of request) pieces.push(piece as Buffer);
		Object.assign(request, { rawBody: Buffer.concat(pieces) });
	};
	const status = (code: number) => {
		response.statusCode = code;
		return { json: (body: IDataObject) => response.end(JSON.stringify(body)) };
	};
	const ip = String(request.headers['x-test-ip'] ?? request.socket.remoteAddress);
	return {
		httpRequest: Object.assign(request, { readRawBody, originalUrl: request.url, ip }),
		httpResponse: Object.assign(response, { status }),
	};
}

function answer(response: ServerResponse, result: IWebhookResponseData): void {
	if (result.noWebhookResponse) return;
	const words: unknown = result.workflowData
		? { message: 'Workflow was started' }
		: result.webhookResponse;
	response.end(JSON.stringify(words));
}
