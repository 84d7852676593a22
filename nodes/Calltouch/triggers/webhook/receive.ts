import type {
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { toNodeError } from '../../actions/nodeErrors';
import { readBodies, readQuery, Refusal } from './delivery';
import { isInside, knowsSecret, secretParameter } from './guard';
import { readWebhookOptions, type WebhookChoice } from './options';
import { isTestDelivery } from './placeholders';
import { isRepeat } from './repeats';
import { tidy } from './tidy';

const testNote =
	'This is a test of Calltouch with {…} in place of data. It was answered with 200. When the workflow is published, such deliveries are dropped.';

type Fields = Record<string, unknown>;

/** Why a delivery starts no workflow although it is answered with 200. */
type Dropped = 'empty' | 'test' | 'repeat' | 'event';

/** One request of Calltouch: what it brings, or an answer that starts nothing. */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		const deliveries = await readDeliveries(context);
		const outcomes = deliveries.map((fields) => judge(context, fields));
		const items = outcomes.flatMap((outcome) => (typeof outcome === 'string' ? [] : [outcome]));
		if (items.length > 0) return { workflowData: [items] };
		return { webhookResponse: { dropped: outcomes[0] } };
	} catch (error) {
		if (!(error instanceof Refusal)) throw toNodeError(context, error);
		context.getResponseObject().status(error.status).json({ message: error.message });
		return { noWebhookResponse: true };
	}
}

/** @throws Refusal when the sender may not come in, or when the request cannot be read */
async function readDeliveries(context: IWebhookFunctions): Promise<Fields[]> {
	const request = context.getRequestObject();
	const { networks } = choiceOf(context);
	if (networks !== undefined && !isInside(request.ip ?? '', networks)) {
		throw new Refusal(403, 'Deliveries from this address are not allowed.');
	}
	const query = readQuery(request);
	const secret = String(context.getNodeParameter('secret', ''));
	if (!knowsSecret(secret, query, context.getHeaderData() as IDataObject)) {
		throw new Refusal(403, 'The secret is missing or wrong.');
	}
	// The secret must not travel on with the data.
	delete query[secretParameter];
	const bodies = await readBodies(request);
	return bodies.map((body) => ({ ...query, ...body }));
}

function judge(context: IWebhookFunctions, fields: Fields): INodeExecutionData | Dropped {
	const isManual = context.getMode() === 'manual';
	if (Object.keys(fields).length === 0) return 'empty';
	if (isTestDelivery(fields)) {
		return isManual ? { json: { note: testNote, raw: fields as IDataObject } } : 'test';
	}
	const { zone, dropRepeatsFor } = choiceOf(context);
	const json = tidy(fields, zone);
	const events = context.getNodeParameter('events', []) as string[];
	if (json.event !== 'unknown' && !events.includes(json.event)) return 'event';
	const place = `${context.getWorkflow().id}:${context.getNode().id}`;
	// Somebody who tests sends the same thing again and again.
	if (!isManual && isRepeat(place, fields, dropRepeatsFor, Date.now())) return 'repeat';
	return { json };
}

function choiceOf(context: IWebhookFunctions): WebhookChoice {
	return readWebhookOptions(context.getNodeParameter('additionalOptions', {}) as IDataObject);
}
