import type { IDataObject, IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { invalidInput } from '../../api/errors';

/** Where values are read from: the parameters of an item, the entries of a collection, or one row. */
export interface Source {
	/** Of the account, for dates that name none. */
	zone: string;
	has(name: string): boolean;
	value(name: string, defaultValue: INodeProperties['default']): unknown;
	/** Whether what stands here was added by the user, so that it must give something. */
	added: boolean;
	/** How messages call a field that stands here. */
	labelOf(label: string): string;
}

/** What shows itself under a name, as one n8n property or several, and reads what came of it. */
export interface Part<T> {
	properties(name: string): INodeProperties[];
	/** @throws CalltouchError that names the label and shows the value */
	read(source: Source, name: string): T;
}

export type Parts = Record<string, Part<unknown>>;

/** What the parts of a record give, under the same keys. */
export type Values<P extends Parts> = { [K in keyof P]: P[K] extends Part<infer T> ? T : never };

/** The n8n property of a field without what the field itself knows. */
export type Property = Omit<INodeProperties, 'displayName' | 'name'>;

export interface Definition<T> {
	label: string;
	property: Property;
	/** Makes something of a value that is not empty; throws CalltouchError under the label that it gets. */
	parse(value: unknown, label: string, zone: string): T;
	/** What to do when it is empty. */
	remedy?: string;
	/** Whether an empty list is an answer of its own. */
	mayBeNone?: boolean;
}

/** One parameter; undefined when it is not set. */
export interface Field<T> extends Part<T | undefined> {
	definition: Definition<T>;
}

export function field<T>(definition: Definition<T>): Field<T> {
	return {
		definition,
		properties: (name) => [{ displayName: definition.label, name, ...definition.property }],
		read: (source, name) => readField(definition, source, name),
	};
}

/** The same field, which must be filled in; the editor marks it. */
export function required<T>({ definition }: Field<T>): Part<T> {
	return needed(field({ ...definition, property: { ...definition.property, required: true } }));
}

/** The same field, which must be filled in where it is read. */
export function needed<T>(own: Field<T>): Part<T> {
	return { ...own, read: (source, name) => own.read(source, name) ?? refuseEmpty(own, source) };
}

/** The same field, whose default counts when it is not set. */
export function withDefault<T>(own: Field<T>): Part<T> {
	const defaultValue = own.definition.property.default as T;
	return { ...own, read: (source, name) => own.read(source, name) ?? defaultValue };
}

/** The same part, shown only with certain values of others. */
export function shownFor<T>(part: Part<T>, show: IDisplayOptions['show']): Part<T> {
	return {
		...part,
		properties: (name) =>
			part.properties(name).map((property) => ({ ...property, displayOptions: { show } })),
	};
}

/** The n8n properties of a record of parts, in its order. */
export function propertiesOf(parts: Parts): INodeProperties[] {
	return Object.entries(parts).flatMap(([name, part]) => part.properties(name));
}

/** The same part, with something else made of its value. */
export function mapped<T, U>(part: Part<T>, change: (value: T) => U): Part<U> {
	return { ...part, read: (source, name) => change(part.read(source, name)) };
}

/** Reads the parts of a record one by one, for those of which the value of one decides about the others. */
export function readerOf<P extends Parts>(parts: P, source: Source) {
	return <K extends keyof P & string>(name: K) =>
		(parts[name] as Part<Values<P>[K]>).read(source, name);
}

/** @throws CalltouchError for the first value that cannot be right */
export function valuesOf<P extends Parts>(parts: P, source: Source): Values<P> {
	const values = Object.entries(parts).map(([name, part]) => [name, part.read(source, name)]);
	return Object.fromEntries(values) as Values<P>;
}

/**
 * What stands in a parameter, whether it was typed, chosen from a list or came from an expression;
 * undefined when it is empty.
 */
export function bareValue(value: unknown): unknown {
	const bare = isLocator(value) ? value.value : value;
	const text = typeof bare === 'string' ? bare.trim() : bare;
	return text === '' || text === null ? undefined : text;
}

/** n8n leaves out its mark in the default of a resource locator. */
function isLocator(value: unknown): value is { value: unknown } {
	if (typeof value !== 'object' || value === null || !('value' in value)) return false;
	return '__rl' in value || 'mode' in value;
}

/** Whether a value says nothing: no value, no text, no entry; for a parameter that holds rows also none of them. */
export function isEmptyValue(value: unknown, { type }: Pick<Property, 'type'>): boolean {
	const given = bareValue(value);
	if (given === undefined || (type === 'json' && given === '{}')) return true;
	if (Array.isArray(given)) return given.length === 0;
	return type.endsWith('ollection') && isPlainObject(given) && Object.keys(given).length === 0;
}

export function isPlainObject(value: unknown): value is IDataObject {
	return (
		typeof value === 'object' &&
		value !== null &&
		[Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null)
	);
}

function readField<T>(definition: Definition<T>, source: Source, name: string): T | undefined {
	const { property, parse, mayBeNone = false } = definition;
	const label = source.labelOf(definition.label);
	if (!source.has(name)) return undefined;
	const given = bareValue(source.value(name, property.default));
	const isNone = isEmptyValue(given, property) && !(mayBeNone && Array.isArray(given));
	if (!isNone) return parse(given, label, source.zone);
	if (!source.added && isEmptyValue(initialValue(property), property)) return undefined;
	throw emptyInput(label, definition.remedy);
}

/** What a parameter holds at first. */
function initialValue({ type, default: defaultValue }: Property): unknown {
	return type === 'resourceLocator' ? (defaultValue as { value?: unknown }).value : defaultValue;
}

/** A field that is there, or must be, and gives nothing. */
export function emptyInput(label: string, remedy?: string) {
	return invalidInput(label, undefined, 'is empty', remedy);
}

function refuseEmpty({ definition: { label, remedy } }: Field<unknown>, source: Source): never {
	throw emptyInput(source.labelOf(label), remedy);
}
