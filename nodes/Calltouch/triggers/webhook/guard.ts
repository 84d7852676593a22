import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { toNodeError } from '../../n8n/nodeErrors';
import type { WebhookRequest } from './delivery';
import { isInside } from './networks';
import { forbidden } from './refusal';
import { withoutSecret } from './secret';
import { readChoices, readSources } from './settings';
import { readSecret } from './storedSecret';

/** Activations by n8n itself rather than by a user. */
const automaticActivations = new Set(['init', 'leadershipChange']);

/**
 * Checks the sender and then the secret, before anything else of the request is parsed. Returns the query string
 * without the secret, one character per byte.
 * @throws Refusal
 */
export async function admit(context: IWebhookFunctions): Promise<string> {
	const request: WebhookRequest = context.getRequestObject();
	const sources = await orRefuse(context, 'Source Networks', () => readSources(context));
	if (sources && !isInside(request.ip ?? '', sources)) {
		throw forbidden('Deliveries from this address are not allowed.');
	}
	const address = request.originalUrl ?? request.url;
	const mark = address.indexOf('?');
	const query = mark === -1 ? '' : address.slice(mark + 1);
	const secret = await orRefuse(context, 'Secret', () => readSecret(context));
	const rest = withoutSecret(query, context.getHeaderData() as IDataObject, secret);
	if (rest === undefined) throw forbidden('The secret is missing or wrong.');
	return rest;
}

/**
 * If a setting cannot be read, nobody gets in. The sender learns which setting, the owner finds details in n8n's log.
 */
async function orRefuse<T>(
	context: IWebhookFunctions,
	setting: string,
	read: () => T | Promise<T>,
): Promise<T> {
	try {
		return await read();
	} catch (error) {
		logRefusal(context, error);
		throw forbidden(`Nobody may come in, because ${setting} of this trigger cannot be read.`);
	}
}

/**
 * Refuses to publish settings that would reject every delivery. On an n8n start it only logs the problem, because an
 * error would stop the other triggers of the workflow.
 * @throws NodeOperationError that names the parameter
 */
export async function checkSettings(context: IHookFunctions): Promise<void> {
	try {
		readSources(context);
		await readSecret(context);
		readChoices(context);
	} catch (error) {
		if (!automaticActivations.has(context.getActivationMode())) throw toNodeError(context, error);
		logRefusal(context, error);
	}
}

function logRefusal(context: IHookFunctions | IWebhookFunctions, error: unknown): void {
	const { name } = context.getNode();
	const workflowId = context.getWorkflow().id;
	const what = error instanceof Error ? error.message : String(error);
	context.logger.error(`"${name}" refuses every delivery: ${what}`, { workflowId, nodeName: name });
}
