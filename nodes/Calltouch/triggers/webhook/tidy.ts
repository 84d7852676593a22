import type { IDataObject } from 'n8n-workflow';
import type { Delivery } from './fields';
import { gather } from './gather';
import { eventOf, leadTypeOf, type EventName } from './kinds';
import { readTime, readValue } from './values';

/** Always there, in this order, so that every delivery can go into the same table. Other keys come when they were sent. */
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

/** Fields that go into another one: `callId`, `requestId` …, `date` and `successful`. */
const merged = new Set(['id', 'callTime', 'requestDate', 'status']);

/** A delivery in one shape, with the names that the journals use; `raw` is what was sent. */
export type Tidy = IDataObject & { event: EventName };

/** The tidy shape of a delivery. `zone` is the account's, for times without one. */
export function tidy({ raw, fields: sent }: Delivery, zone: string): Tidy {
	const fields: IDataObject = {};
	for (const [key, { kind, value }] of gather(sent)) {
		fields[key] = readValue(kind, value, zone) as IDataObject;
	}
	// What the delivery is about is one thing, also when a field came several times.
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

/** `id` is the number of whatever the delivery is about. */
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

/** When it began: the unix time is exact, the others are on the account's clock. */
function dateOf(fields: IDataObject, zone: string): string | null {
	const { timestamp, callTime, requestDate, orderDate } = fields;
	const [time] = [timestamp, callTime, requestDate, orderDate].filter((value) => value ?? false);
	return time === undefined ? null : (readTime(time, zone) as string);
}

/** The result of a call; the status of a request or a deal has other words, and is kept. */
function outcome(status: unknown): IDataObject {
	if (status === 'successful') return { successful: true };
	if (status === 'unsuccessful') return { successful: false };
	return status === undefined || status === null ? {} : { status };
}
