import { lanes } from '../lanes';
import { lookUp, type Fields } from './fields';
import { leadTypeOf } from './kinds';
import type { Tidy } from './tidy';

/** The only key that differs in a repeat: the time of sending. */
const volatileKey = 'sentAt';

/** Returns the same text for the same fields, whatever their order, spelling of names, or encoding as form or JSON. */
export function fingerprint(fields: Fields): string {
	const entries = Object.entries(fields)
		.map(([name, value]) => [lookUp(name)?.[0] ?? name, asText(value)] as const)
		.filter(([name]) => name !== volatileKey)
		.sort(
			([keyA, valueA], [keyB, valueB]) => compareText(keyA, keyB) || compareText(valueA, valueB),
		);
	return hash(JSON.stringify(entries));
}

/** Returns what a delivery is about, by ID, or by caller and time. Undefined if neither is known. */
export function subjectOf(item: Tidy): string | undefined {
	const numbers: Array<[kind: string, number: unknown]> = [
		['call', item.callId ?? item.callReferenceId ?? item.sipCallId],
		['request', item.requestId ?? item.requestNumber],
		['deal', item.orderId ?? item.orderNumber],
		['chat', item.chatId],
		['', item.id],
	];
	const told = numbers.filter(([, number]) => number !== undefined && number !== null);
	const type = leadTypeOf(item);
	// A call may also carry the ID of its deal.
	const own = told.find(([kind]) => kind === type) ?? told[0];
	if (own) return hash(JSON.stringify(own));
	const { callerNumber, date } = item;
	return callerNumber === null || date === null
		? undefined
		: hash(JSON.stringify([callerNumber, date]));
}

function asText(value: unknown): string {
	return typeof value === 'string' ? value : JSON.stringify(value);
}

function compareText(a: string, b: string): number {
	if (a === b) return 0;
	return a < b ? -1 : 1;
}

function hash(text: string): string {
	return [...lanes(text), text.length].map((part) => part.toString(36)).join('-');
}
