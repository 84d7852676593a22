import type { IDataObject } from 'n8n-workflow';
import { choices } from '../../shared/fields/choice';
import { required } from '../../shared/fields/field';

/** What a delivery is about. */
export type EventName =
	'callStarted' | 'callEnded' | 'newRequest' | 'leadChanged' | 'deal' | 'chat' | 'unknown';

const eventOptions = [
	{ name: 'Call Ended', value: 'callEnded' },
	{ name: 'Call Started', value: 'callStarted' },
	{ name: 'Chat', value: 'chat' },
	{ name: 'Deal', value: 'deal' },
	{
		name: 'Lead Changed',
		value: 'leadChanged',
		description: 'A call or a request got another tag, status or other property',
	},
	{ name: 'New Request', value: 'newRequest' },
] as const;

export const eventsName = 'events';

/** The events that start the workflow. */
export const events = required(
	choices('Events', {
		options: eventOptions,
		default: eventOptions.map(({ value }) => value),
		description:
			'Events that start the workflow. Others are answered and dropped. A delivery that is none of these events always starts it, as "unknown".',
	}),
);

/** Returns the name of an event in the editor. */
export function labelOf(event: EventName): string {
	return eventOptions.find(({ value }) => value === event)?.name ?? event;
}

/**
 * Derives the event from the tidy fields. Calltouch does not name the event; lead type and phase reveal it if the user
 * has ticked them (docs/calltouch-api.md#webhooks).
 */
export function eventOf(fields: IDataObject): EventName {
	const type = leadTypeOf(fields);
	const changed = fields.changedFields;
	if (Array.isArray(changed) && changed.length > 0) return 'leadChanged';
	if (type === 'chat' || has(fields, 'chatId')) return 'chat';
	if (type === 'deal') return 'deal';
	if (type === 'request') return 'newRequest';
	if (fields.callphase === 'callconnected') return 'callStarted';
	if (endPhases.has(fields.callphase)) return 'callEnded';
	if (type === 'call' || has(fields, 'callId', 'callTime')) return withoutPhase(fields);
	if (has(fields, 'requestId', 'requestNumber', 'requestDate', 'subject')) return 'newRequest';
	if (has(fields, 'orderId', 'orderNumber')) return 'deal';
	return withoutPhase(fields);
}

/** Phases of a call that is over; only the first is documented (docs/calltouch-api.md#webhooks). */
const endPhases: ReadonlySet<unknown> = new Set(['calldisconnected', 'callcompleted', 'calllost']);

/** Returns `call`, `request`, `deal` …; empty if none was sent. */
export function leadTypeOf({ leadType }: IDataObject): string {
	const type = typeof leadType === 'string' ? leadType.toLowerCase() : '';
	return type === 'order' ? 'deal' : type;
}

/**
 * Without a phase, only fields of a finished call count: a call that has just started may already have a duration of 0
 * and a result.
 */
function withoutPhase(fields: IDataObject): EventName {
	const { duration, status } = fields;
	const isOver = (typeof duration === 'number' && duration > 0) || status === 'successful';
	return isOver || has(fields, 'recordUrl') ? 'callEnded' : 'unknown';
}

function has(fields: IDataObject, ...keys: string[]): boolean {
	return keys.some((key) => fields[key] !== undefined && fields[key] !== null);
}
