import { isRecord } from '../../api/record';
import { attemptJson } from './boundedJson';
import { maxFields } from './bounds';
import { dictionary } from './dictionary';
import type { Pair } from './form';

/** What was sent, by name. A name that came several times has a list. */
export type Fields = Record<string, unknown>;

/** One delivery. */
export interface Delivery {
	/** Everything as it was sent. */
	raw: Fields;
	/** What is read: the body before the address, and what JSON in one field holds. */
	fields: Fields;
}

/** The fields of a form, each name with the list of its values when there are several. */
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

/** Puts the address and the body of a request together. */
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

/** A gateway may send the whole delivery as JSON in one field, e.g. `data={"id":1}`. Other fields go before it. */
function unwrapped(fields: Fields): Fields {
	const entries = Object.entries(fields);
	for (const [name, value] of entries) {
		if (typeof value !== 'string' || !/^\s*\{/.test(value) || isKnownName(name)) continue;
		const inner = attemptJson(value);
		const names = isRecord(inner) ? Object.keys(inner) : [];
		if (names.length > maxFields || !names.some(isKnownName)) continue;
		const others = entries.filter(([other]) => other !== name);
		return { ...(inner as Fields), ...Object.fromEntries(others) };
	}
	return fields;
}

/** What the output has for a name of the dictionary, as [key, kind]; undefined for other names. */
export function lookUp(name: string): (typeof dictionary)[string] | undefined {
	if (name.length > maxNameLength) return undefined;
	const plain = name.toLowerCase().replace(/[_-]/g, '');
	// An own key only: a field may be called `constructor`.
	return Object.hasOwn(dictionary, plain) ? dictionary[plain] : undefined;
}

/** Longer than any name of the dictionary, however it is written. */
const maxNameLength = 64;

function isKnownName(name: string): boolean {
	return lookUp(name) !== undefined;
}

function isSameText(a: unknown, b: unknown): boolean {
	return a === b || JSON.stringify(a) === JSON.stringify(b);
}
