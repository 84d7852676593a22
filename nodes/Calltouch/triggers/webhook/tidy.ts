import type { IDataObject } from 'n8n-workflow';
import type { Delivery } from './fields';
import { gather } from './gather';
import { eventOf, leadTypeOf, type EventName } from './kinds';
import { readTime, readValue } from './values';

/**
 * Always present, in this order, so that every delivery fits the same table. Other keys are present if they were sent.
 */
const firstKeys = [
	'event',
	'leadType',
	'callId',
	'requestId',
	'orderId',
	'chatId',
	'date',
	'callerNumber',
	'phoneNumber',
	'duration',
	'successful',
	'targetCall',
	'source',
	'medium',
	'utmCampaign',
] as const;

/** Fields merged into others: `callId`, `requestId` …, `date` and `successful`. */
const merged = new Set(['id', 'callTime', 'requestDate', 'status']);

/** A delivery in a uniform shape, with the names of the journals; `raw` is what was sent. */
export type Tidy = IDataObject & { event: EventName };

/** Tidies a delivery. `zone` is the account's, for times without an offset. */
export function tidy({ raw, fields: sent }: Delivery, zone: string): Tidy {
	const fields: IDataObject = {};
	for (const [key, { kind, value }] of gather(sent)) {
		fields[key] = readValue(kind, value, zone) as IDataObject;
	}
	// A delivery is about one thing, even if a field was sent several times.
	const single = Object.fromEntries(
		Object.entries(fields).map(([key, value]) => [key, isList(key) ? value : last(value)]),
	);
	const event = eventOf(single);
	const shaped: IDataObject = {
		...Object.fromEntries(firstKeys.map((key) => [key, null])),
		...Object.fromEntries(Object.entries(fields).filter(([key]) => !merged.has(key))),
		...identity(event, single),
		leadType: fields.leadType ?? nameOfLead(event),
		date: dateOf(single, zone),
		...outcome(single.status),
	};
	if (single.orderDate) shaped.orderDate = readTime(single.orderDate, zone) as string;
	return { ...shaped, event, raw: raw as IDataObject };
}

function isList(key: string): boolean {
	return key === 'changedFields' || key.startsWith('tags');
}

function last(value: IDataObject[string]): IDataObject[string] {
	return Array.isArray(value) ? (value.at(-1) as IDataObject) : value;
}

/** `id` is the ID of whatever the delivery is about. */
function identity(event: EventName, fields: IDataObject): IDataObject {
	const { id } = fields;
	if (id === undefined || id === null) return {};
	if (event === 'chat') return { chatId: fields.chatId ?? id };
	if (event === 'deal') return { orderId: fields.orderId ?? id };
	const type = leadTypeOf(fields);
	if (type === 'request' || event === 'newRequest') return { requestId: fields.requestId ?? id };
	return event === 'unknown' && type !== 'call' ? { id } : { callId: fields.callId ?? id };
}

function nameOfLead(event: EventName): string | null {
	if (event === 'callStarted' || event === 'callEnded') return 'call';
	if (event === 'newRequest') return 'request';
	return event === 'deal' || event === 'chat' ? event : null;
}

/** Returns when it began: the unix time is exact, the others are account wall clock. */
function dateOf(fields: IDataObject, zone: string): string | null {
	const { timestamp, callTime, requestDate, orderDate } = fields;
	const [time] = [timestamp, callTime, requestDate, orderDate].filter((value) => value ?? false);
	return time === undefined ? null : (readTime(time, zone) as string);
}

/** Only the statuses of a call become `successful`; those of requests and deals are other words and are kept. */
function outcome(status: unknown): IDataObject {
	if (status === 'successful') return { successful: true };
	if (status === 'unsuccessful') return { successful: false };
	return status === undefined || status === null ? {} : { status };
}
