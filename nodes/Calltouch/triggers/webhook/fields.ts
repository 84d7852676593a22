import { isRecord } from '../../api/record';
import { attemptJson } from './boundedJson';
import { maxFields } from './bounds';
import { dictionary } from './dictionary';
import type { Pair } from './form';

/** What was sent, by name. A repeated name has a list of values. */
export type Fields = Record<string, unknown>;

export interface Delivery {
	/** Everything as sent. */
	raw: Fields;
	/** What is parsed: body fields override query fields, and JSON inside a field is unwrapped. */
	fields: Fields;
}

/** Groups the pairs of a form by name; a repeated name gets the list of its values. */
export function fieldsOf(pairs: Pair[]): Fields {
	const values = new Map<string, string[]>();
	for (const [name, value] of pairs) {
		const known = values.get(name);
		if (known) known.push(value);
		else values.set(name, [value]);
	}
	return Object.fromEntries(
		[...values].map(([name, own]) => [name, own.length === 1 ? own[0] : own]),
	);
}

/** Merges the query and the body of a request. */
export function toDelivery(query: Fields, body: Fields): Delivery {
	const both = Object.entries(query)
		.filter(([name, value]) => Object.hasOwn(body, name) && !isSameText(value, body[name]))
		.map(([name, value]) => [name, [value, body[name]].flat()] as const);
	const fields = { ...query, ...body };
	return {
		raw: { ...fields, ...Object.fromEntries(both) },
		fields: unwrapped(fields),
	};
}

/** Keys that only the delivery itself has; an ID or a source may also be of something else. */
const tellingKeys: ReadonlySet<string> = new Set([
	'leadType',
	'callphase',
	'callId',
	'requestId',
	'requestNumber',
	'orderId',
	'orderNumber',
	'chatId',
	'callerNumber',
	'callTime',
	'requestDate',
	'orderDate',
]);

/**
 * A gateway may send the whole delivery as JSON in one field, e.g. `data={"id":1}`. Other fields override it. Beside
 * fields that are the delivery, an object is only one of its values.
 */
function unwrapped(fields: Fields): Fields {
	const entries = Object.entries(fields);
	const isPlain = Object.keys(fields).some(isTelling);
	for (const [name, value] of entries) {
		if (typeof value !== 'string' || !/^\s*\{/.test(value) || isKnownName(name)) continue;
		const inner = attemptJson(value);
		const names = isRecord(inner) ? Object.keys(inner) : [];
		if (names.length > maxFields || !names.some(isPlain ? isTelling : isKnownName)) continue;
		const others = entries.filter(([other]) => other !== name);
		return { ...(inner as Fields), ...Object.fromEntries(others) };
	}
	return fields;
}

/** Returns the output key and value kind of a parameter name; undefined if it is not in the dictionary. */
export function lookUp(name: string): (typeof dictionary)[string] | undefined {
	if (name.length > maxNameLength) return undefined;
	const plain = name.toLowerCase().replace(/[_-]/g, '');
	// Own keys only: a field may be called `constructor`.
	return Object.hasOwn(dictionary, plain) ? dictionary[plain] : undefined;
}

/** Longer than any spelling of a dictionary name. */
const maxNameLength = 64;

function isKnownName(name: string): boolean {
	return lookUp(name) !== undefined;
}

function isTelling(name: string): boolean {
	return tellingKeys.has(lookUp(name)?.[0] ?? '');
}

function isSameText(a: unknown, b: unknown): boolean {
	return a === b || JSON.stringify(a) === JSON.stringify(b);
}
