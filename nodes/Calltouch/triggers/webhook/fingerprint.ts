import { lanes } from '../lanes';
import { lookUp, type Fields } from './fields';
import { leadTypeOf } from './kinds';
import type { Tidy } from './tidy';

/** The key of the only field that differs in a repeat: when it was sent. */
const changing = 'sentAt';

/** The same text for the same fields in any order, under any of their names, out of a form or out of JSON. */
export function fingerprint(fields: Fields): string {
	const entries = Object.entries(fields)
		.map(([name, value]) => [lookUp(name)?.[0] ?? name, textOf(value)] as const)
		.filter(([name]) => name !== changing)
		.sort(([one, first], [other, second]) => compare(one, other) || compare(first, second));
	return hash(JSON.stringify(entries));
}

/**
 * The call, request, deal or chat that a delivery is about, by its id, or by who and when. Undefined where nothing
 * tells.
 */
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
	// A call may name its deal as well.
	const own = told.find(([kind]) => kind === type) ?? told[0];
	if (own) return hash(JSON.stringify(own));
	const { callerNumber, date } = item;
	return callerNumber === null || date === null
		? undefined
		: hash(JSON.stringify([callerNumber, date]));
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : JSON.stringify(value);
}

function compare(one: string, other: string): number {
	if (one === other) return 0;
	return one < other ? -1 : 1;
}

function hash(text: string): string {
	return [...lanes(text), text.length].map((part) => part.toString(36)).join('-');
}
