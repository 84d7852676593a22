import type { IDataObject, IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { invalidInput } from '../../api/errors';

/** Where values come from: the parameters of an item, the entries of a collection, or one row. */
export interface Source {
	/** Time zone of the account, for dates without one. */
	zone: string;
	has(name: string): boolean;
	value(name: string, defaultValue: INodeProperties['default']): unknown;
	/** The value of the input item under a key, where there is an input item. */
	inputValue?(key: string): unknown;
	/** Whether values present here were added by the user, and so must not be empty. */
	added: boolean;
	/** How messages name a field of this source. */
	labelOf(label: string): string;
}

/** Shows one or more n8n properties under a name, and reads their value. */
export interface Part<T> {
	properties(name: string): INodeProperties[];
	/** @throws CalltouchError that names the label and shows the value */
	read(source: Source, name: string): T;
}

export type Parts = Record<string, Part<unknown>>;

/** The values of a record of parts, under the same keys. */
export type Values<P extends Parts> = { [K in keyof P]: P[K] extends Part<infer T> ? T : never };

/** The n8n property of a field, except what `field` adds itself. */
export type Property = Omit<INodeProperties, 'displayName' | 'name'>;

export interface Definition<T> {
	label: string;
	property: Property;
	/** Parses a value that is not empty. Throws CalltouchError that names the label. Rows have fields of the input item, too. */
	parse(value: unknown, label: string, zone: string, inputValue?: Source['inputValue']): T;
	/** What the user should do if it is empty. */
	remedy?: string;
	/** Whether an empty list is a valid value. */
	mayBeNone?: boolean;
	/** Key of the input item whose value counts as long as the field has its default. */
	inputKey?: string;
}

/** One parameter; its value is undefined if it is not set. */
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

/** Makes a field mandatory, and marks it in the editor. */
export function required<T>({ definition }: Field<T>): Part<T> {
	return needed(field({ ...definition, property: { ...definition.property, required: true } }));
}

/** Makes a field mandatory wherever it is read, without a mark in the editor. */
export function needed<T>(own: Field<T>): Part<T> {
	return { ...own, read: (source, name) => own.read(source, name) ?? refuseEmpty(own, source) };
}

/** Falls back to the default of the field if it is not set. */
export function withDefault<T>(own: Field<T>): Part<T> {
	const defaultValue = own.definition.property.default as T;
	return { ...own, read: (source, name) => own.read(source, name) ?? defaultValue };
}

/**
 * Refuses an expression that gives nothing, for a field that stands for something when it is left empty, such as now.
 * Only an expression gives null or undefined.
 */
export function meant<T>(own: Field<T>): Field<T> {
	const { property } = own.definition;
	return {
		...own,
		read: (source, name) => {
			const isGone = source.has(name) && (source.value(name, property.default) ?? null) === null;
			return isGone ? refuseEmpty(own, source) : own.read(source, name);
		},
	};
}

/** Shows a part only for certain values of other parameters. */
export function shownFor<T>(part: Part<T>, show: IDisplayOptions['show']): Part<T> {
	return {
		...part,
		properties: (name) =>
			part.properties(name).map((property) => ({ ...property, displayOptions: { show } })),
	};
}

/** Returns the n8n properties of a record of parts, in its order. */
export function propertiesOf(parts: Parts): INodeProperties[] {
	return Object.entries(parts).flatMap(([name, part]) => part.properties(name));
}

/** Maps the value of a part. */
export function mapped<T, U>(part: Part<T>, change: (value: T) => U): Part<U> {
	return { ...part, read: (source, name) => change(part.read(source, name)) };
}

/** Returns a reader for single parts, for when the value of one decides which others to read. */
export function readerOf<P extends Parts>(parts: P, source: Source) {
	return <K extends keyof P & string>(name: K) =>
		(parts[name] as Part<Values<P>[K]>).read(source, name);
}

/**
 * Reads all parts.
 * @throws CalltouchError for the first invalid value
 */
export function valuesOf<P extends Parts>(parts: P, source: Source): Values<P> {
	const values = Object.entries(parts).map(([name, part]) => [name, part.read(source, name)]);
	return Object.fromEntries(values) as Values<P>;
}

/**
 * Unwraps the value of a parameter, whether typed, chosen from a list or from an expression; undefined if it is empty.
 */
export function bareValue(value: unknown): unknown {
	const bare = isLocator(value) ? value.value : value;
	const text = typeof bare === 'string' ? bare.trim() : bare;
	return text === '' || text === null ? undefined : text;
}

/** n8n omits `__rl` in the default of a resource locator. */
function isLocator(value: unknown): value is { value: unknown } {
	if (typeof value !== 'object' || value === null || !('value' in value)) return false;
	return '__rl' in value || 'mode' in value;
}

/** Whether a value is that of an empty cell of a table, as opposed to that of an expression that gives nothing. */
export function isEmptyCell(value: unknown): boolean {
	const bare = isLocator(value) ? value.value : value;
	// Not a blank text: with a space beside an expression, a typo in it gives one.
	return Array.isArray(bare) ? bare.every(isEmptyCell) : bare === '' || bare === null;
}

/** Whether a value is empty: no value, no text, no entry; for a collection also one without rows. */
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
	const { property, parse, mayBeNone = false, inputKey } = definition;
	const label = source.labelOf(definition.label);
	if (!source.has(name)) return undefined;
	const given = bareValue(givenValue(definition, source, name));
	const isNone = isEmptyValue(given, property) && !(mayBeNone && Array.isArray(given));
	if (!isNone) return parse(given, label, source.zone, source.inputValue);
	if (!source.added && isEmptyValue(initialValue(property), property)) return undefined;
	const isOfInput = inputKey !== undefined && isUnchanged(definition, source, name);
	throw emptyInput(label, isOfInput ? `The input item has no ${inputKey}.` : definition.remedy);
}

type Origin = Pick<Definition<unknown>, 'property' | 'inputKey'>;

/** Returns the value that counts for a field, empty or not: that of the input item if the field says so. */
export function givenValue(definition: Origin, source: Source, name: string): unknown {
	const { property, inputKey } = definition;
	const isOfInput = inputKey !== undefined && isUnchanged(definition, source, name);
	return isOfInput ? source.inputValue?.(inputKey) : source.value(name, property.default);
}

function isUnchanged({ property }: Origin, source: Source, name: string): boolean {
	return bareValue(source.value(name, property.default)) === initialValue(property);
}

function initialValue({ type, default: defaultValue }: Property): unknown {
	return type === 'resourceLocator' ? (defaultValue as { value?: unknown }).value : defaultValue;
}

/** The error for a field that must have a value and is empty. */
export function emptyInput(
	label: string,
	remedy = 'Give it a value. An expression that gives nothing often has a typo in a field name.',
) {
	return invalidInput(label, undefined, 'is empty', remedy);
}

function refuseEmpty({ definition: { label, remedy } }: Field<unknown>, source: Source): never {
	throw emptyInput(source.labelOf(label), remedy);
}
