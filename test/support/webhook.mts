import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type {
	IDataObject,
	IHookFunctions,
	IWebhookFunctions,
	IWebhookResponseData,
	WorkflowActivateMode,
} from 'n8n-workflow';
import type { CredentialData } from './engine.mts';
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
	/** What n8n's log tells those who debug. */
	debugged: string[];
	stop: () => Promise<void>;
}

interface Place {
	mode?: Mode;
	/** Name of the node, and id of the workflow; a new one unless another node of it is opened. */
	name?: string;
	workflowId?: string;
	/** What the credential of the node holds; undefined if it has none, null if it is gone. */
	credential?: Json | null;
	/** Stands between the node and the start of a workflow, as n8n does. */
	take?: (response: ServerResponse) => void | Promise<void>;
}

/** Opens the webhook of a node with these parameters. */
export async function openWebhook(
	parameters: Json = {},
	{
		mode = 'webhook',
		name = 'Calltouch',
		workflowId = newWorkflow(),
		credential,
		take,
	}: Place = {},
): Promise<Receiver> {
	const placed = await place(parameters, name, workflowId, credential);
	const emitted: Json[] = [];
	const logged: string[] = [];
	const debugged: string[] = [];
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
		readLog(context, logged, debugged);
		const result = await placed.type.webhook?.call(context);
		if (result?.workflowData) await take?.(response);
		answer(response, result ?? {}, placed);
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
		debugged,
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
	credential?: Place['credential'],
): Promise<string[]> {
	const placed = await place(parameters, 'Calltouch', newWorkflow(), credential);
	const { core, workflow, node, data, type } = placed;
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

function readLog(context: object, logged: string[], debugged: string[] = []): void {
	const logger = {
		error: (message: string) => logged.push(message),
		debug: (message: string) => debugged.push(message),
	};
	Object.defineProperty(context, 'logger', { value: logger });
}

async function place(
	parameters: Json,
	name: string,
	workflowId: string,
	credential: Place['credential'],
) {
	const node = {
		id: 'the-same-for-all',
		name,
		type: 'n8n-nodes-calltouch.calltouchWebhookTrigger',
		parameters: parameters as never,
		credentials:
			credential === undefined ? undefined : { calltouchWebhookApi: { id: '1', name: 'Secret' } },
	};
	const stored: CredentialData = credential ? { calltouchWebhookApi: credential as never } : {};
	return await placeTrigger({ id: workflowId, nodes: [node], connections: {} }, stored);
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

/** As n8n does: what is no text goes out as JSON. */
function answer(
	response: ServerResponse,
	result: IWebhookResponseData,
	{ workflow, node, type }: Awaited<ReturnType<typeof place>>,
): void {
	if (result.noWebhookResponse) return;
	const [description] = type.description.webhooks ?? [];
	const told: unknown = workflow.expression.getComplexParameterValue(
		node,
		description?.responseData,
		'webhook',
		{},
		undefined,
		'firstEntryJson',
	);
	const words: unknown = result.workflowData ? told : result.webhookResponse;
	response.end(typeof words === 'string' ? words : JSON.stringify(words));
}
