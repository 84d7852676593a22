import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { toNodeError } from '../../n8n/nodeErrors';
import type { WebhookRequest } from './delivery';
import { isInside } from './networks';
import { forbidden } from './refusal';
import { withoutSecret } from './secret';
import { readChoices, readSecret, readSources } from './settings';

/** n8n publishes again by itself what somebody has published before. */
const automaticActivations = new Set(['init', 'leadershipChange']);

/**
 * Lets a request in, by its sender and then by its secret, before anything else of it is read. Gives what the address
 * says after the question mark, without the secret; it has a sign for each byte.
 * @throws Refusal
 */
export function admit(context: IWebhookFunctions): string {
	const request: WebhookRequest = context.getRequestObject();
	const sources = orRefuse(context, 'Source Networks', () => readSources(context));
	if (sources && !isInside(request.ip ?? '', sources)) {
		throw forbidden('Deliveries from this address are not allowed.');
	}
	const address = request.originalUrl ?? request.url;
	const mark = address.indexOf('?');
	const query = mark === -1 ? '' : address.slice(mark + 1);
	const secret = orRefuse(context, 'Secret', () => readSecret(context));
	const rest = withoutSecret(query, context.getHeaderData() as IDataObject, secret);
	if (rest === undefined) throw forbidden('The secret is missing or wrong.');
	return rest;
}

/** A setting that cannot be read lets nobody in. The sender learns which one; the owner finds more in the log of n8n. */
function orRefuse<T>(context: IWebhookFunctions, setting: string, read: () => T): T {
	try {
		return read();
	} catch (error) {
		logRefusal(context, error);
		throw forbidden(`Nobody may come in, because ${setting} of this trigger cannot be read.`);
	}
}

/**
 * Refuses to publish what would refuse every delivery. When n8n starts, it only says so in its log: other triggers of
 * the workflow have to go on.
 * @throws NodeOperationError that names the parameter
 */
export function checkSettings(context: IHookFunctions): void {
	try {
		readSources(context);
		readSecret(context);
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
