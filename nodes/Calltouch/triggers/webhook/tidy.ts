import type { IDataObject } from 'n8n-workflow';
import { dictionary } from './dictionary';
import { eventOf, type EventName } from './kinds';
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
type Tidy = IDataObject & { event: EventName };

/** The tidy shape of what was sent. `zone` is the account's, for times without one. */
export function tidy(raw: Record<string, unknown>, zone: string): Tidy {
	const fields: IDataObject = {};
	for (const [name, value] of Object.entries(raw)) {
		const known = dictionary[plainName(name)];
		if (!known) continue;
		const [key, kind] = known;
		const read = readValue(kind, value, zone);
		if (read !== null || fields[key] === undefined) fields[key] = read as IDataObject;
	}
	const event = eventOf(fields);
	const shaped: IDataObject = {
		...Object.fromEntries(firstKeys.map((key) => [key, null])),
		...Object.fromEntries(Object.entries(fields).filter(([key]) => !merged.has(key))),
		...identity(event, fields),
		leadType: fields.leadType ?? leadTypeOf(event),
		date: dateOf(fields, zone),
		...outcome(fields.status),
	};
	if (fields.orderDate) shaped.orderDate = readTime(fields.orderDate, zone) as string;
	return { ...shaped, event, raw: raw as IDataObject };
}

/** The name without what differs between receivers. An own key only: a field may be called `constructor`. */
function plainName(name: string): string {
	const plain = name.toLowerCase().replace(/[_-]/g, '');
	return Object.hasOwn(dictionary, plain) ? plain : '';
}

/** `id` is the number of whatever the delivery is about. */
function identity(event: EventName, fields: IDataObject): IDataObject {
	const { id, leadType } = fields;
	if (id === undefined || id === null) return {};
	if (event === 'chat') return { chatId: fields.chatId ?? id };
	if (event === 'deal') return { orderId: fields.orderId ?? id };
	if (leadType === 'request' || event === 'newRequest')
		return { requestId: fields.requestId ?? id };
	return event === 'unknown' ? { id } : { callId: fields.callId ?? id };
}

function leadTypeOf(event: EventName): string | null {
	if (event === 'callStarted' || event === 'callEnded') return 'call';
	if (event === 'newRequest') return 'request';
	return event === 'deal' || event === 'chat' ? event : null;
}

/** When it began: the unix time is exact, the others are on the account's clock. */
function dateOf(fields: IDataObject, zone: string): string | null {
	const { timestamp, callTime, requestDate, orderDate } = fields;
	const [time] = [timestamp, callTime, requestDate, orderDate].filter((one) => one ?? false);
	return time === undefined ? null : (readTime(time, zone) as string);
}

/** The result of a call; the status of a request or a deal has other words, and is kept. */
function outcome(status: unknown): IDataObject {
	if (status === 'successful') return { successful: true };
	if (status === 'unsuccessful') return { successful: false };
	return status === undefined || status === null ? {} : { status };
}
