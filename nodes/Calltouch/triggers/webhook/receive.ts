import type {
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { toNodeError } from '../../n8n/nodeErrors';
import { readDeliveries } from './delivery';
import type { Delivery } from './fields';
import { fingerprint, subjectOf } from './fingerprint';
import { admit } from './guard';
import { labelOf } from './kinds';
import { isTestDelivery } from './placeholders';
import { Refusal } from './refusal';
import { forgetDelivery, repeatedOf } from './repeats';
import { readChoices } from './settings';
import { tidy } from './tidy';

const testNote = 'This is a test of Calltouch with {…} in place of data.';
const emptyNote = 'This delivery holds no parameters. Tick some in the webhook in Calltouch.';
const dropNote =
	'It was answered with 200. When the workflow is published, such deliveries are dropped.';

/** The answer to every delivery that is let in, whether it starts the workflow or not. */
export const accepted = { ok: true };

/** Why a delivery is dropped although it is let in. */
type Dropped = 'empty' | 'test' | 'repeat' | 'event';

type Choices = ReturnType<typeof readChoices>;

/** What starts the workflow, unless it repeats a delivery with the same identity. */
interface Wanted {
	item: INodeExecutionData;
	identity?: { subject: string; print: string };
}

/** Handles one request from Calltouch: returns its deliveries as items, or answers it without starting the workflow. */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		const query = await admit(context);
		const deliveries = await readDeliveries(context.getRequestObject(), query);
		const choices = readChoices(context);
		const judged = deliveries.map(judgeOf(context, choices));
		const outcomes = await withoutRepeats(judged, memoryOf(context, choices.dropRepeatsFor));
		const items = outcomes.flatMap((outcome) => (typeof outcome === 'string' ? [] : [outcome]));
		if (items.length > 0) return { workflowData: [items] };
		logDrops(context, outcomes);
		return { webhookResponse: accepted };
	} catch (error) {
		if (!(error instanceof Refusal)) throw toNodeError(context, error);
		context.getResponseObject().status(error.status).json({ message: error.message });
		return { noWebhookResponse: true };
	}
}

/** Returns a function that turns a delivery of this request into an item, or says why it is dropped. */
function judgeOf(
	context: IWebhookFunctions,
	{ zone, events }: Choices,
): (delivery: Delivery) => Wanted | Dropped {
	const isManual = context.getMode() === 'manual';
	return (delivery) => {
		const { raw, fields } = delivery;
		// During a test, a delivery that the published workflow would drop is shown with the reason.
		const drop = (reason: Dropped, note: string) =>
			isManual
				? { item: { json: { note: `${note} ${dropNote}`, raw: raw as IDataObject } } }
				: reason;
		if (Object.keys(fields).length === 0) return drop('empty', emptyNote);
		if (isTestDelivery(fields)) return drop('test', testNote);
		const json = tidy(delivery, zone);
		if (json.event !== 'unknown' && !events.includes(json.event)) {
			return drop('event', `This is "${labelOf(json.event)}", which is not chosen under Events.`);
		}
		// While testing, users send the same thing again and again.
		if (isManual) return { item: { json } };
		const print = fingerprint(fields);
		return { item: { json }, identity: { subject: subjectOf(json) ?? print, print } };
	};
}

/**
 * Returns the items of what is no repeat. Deliveries are looked up in the order of their subjects: a list keeps those
 * that it has registered while it waits for another request, and two lists must not wait for each other.
 */
async function withoutRepeats(
	judged: Array<Wanted | Dropped>,
	isKnown: ReturnType<typeof memoryOf>,
): Promise<Array<INodeExecutionData | Dropped>> {
	const outcomes = judged.map((one) => (typeof one === 'string' ? one : one.item));
	const identified = judged.flatMap((one, at) =>
		typeof one === 'string' || !one.identity ? [] : [{ at, ...one.identity }],
	);
	identified.sort((a, b) => (a.subject < b.subject ? -1 : Number(a.subject > b.subject)));
	for (const { at, subject, print } of identified) {
		if (await isKnown(subject, print)) outcomes[at] = 'repeat';
	}
	return outcomes;
}

/** The sender gets the same answer to everything, so only n8n's log can tell why nothing started. */
function logDrops(context: IWebhookFunctions, reasons: unknown[]): void {
	const { name } = context.getNode();
	context.logger.debug(`"${name}" dropped a delivery: ${[...new Set(reasons)].join(', ')}`);
}

/**
 * Returns a function that tells whether a delivery is a repeat. If n8n answers the request with an error, its
 * deliveries are forgotten so that they may be sent again. While it has not answered, a repeat waits: its sender may
 * have given up, and must not be told that all is well before it is.
 */
function memoryOf(context: IWebhookFunctions, keepMs: number) {
	// By name, like n8n's static data: two nodes of a workflow may have the same ID.
	const place = JSON.stringify([context.getWorkflow().id, context.getNode().name]);
	const fresh: Array<[subject: string, print: string]> = [];
	const isAccepted = statusOf(context.getResponseObject()).then((status) => {
		if (status < 500) return true;
		for (const [subject, print] of fresh) forgetDelivery(place, subject, print);
		return false;
	});
	return async (subject: string, print: string) => {
		for (;;) {
			const repeated = repeatedOf(place, subject, { print, isAccepted }, keepMs, Date.now());
			if (!repeated) {
				fresh.push([subject, print]);
				return false;
			}
			// In a list, a delivery may repeat one before it.
			if (repeated === isAccepted || (await repeated)) return true;
		}
	};
}

/** Resolves to the status of n8n's answer, also if the sender has hung up before it. */
async function statusOf(response: Response): Promise<number> {
	return await new Promise((resolve) => {
		// A response that nobody receives ends without "finish", and "close" comes before its end.
		for (const event of ['prefinish', 'close'])
			response.once(event, () => {
				if (response.writableEnded) resolve(response.statusCode);
			});
	});
}

type Response = ReturnType<IWebhookFunctions['getResponseObject']>;
