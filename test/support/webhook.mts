import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
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
	stop: () => Promise<void>;
}

/** Opens the webhook of a node with these parameters. */
export async function openWebhook(
	parameters: Json = {},
	mode: Mode = 'webhook',
): Promise<Receiver> {
	const node = {
		name: 'Calltouch',
		type: 'n8n-nodes-calltouch.calltouchWebhookTrigger',
		parameters: parameters as never,
	};
	const json = { id: `hooked-${workflows++}`, nodes: [node], connections: {} };
	const placed = await placeTrigger(json, {});
	const emitted: Json[] = [];
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
		const result = await placed.type.webhook?.call(context);
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
		stop: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
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
