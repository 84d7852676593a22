import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { invalidInput } from '../../api/errors';
import {
	isEmptyValue,
	isPlainObject,
	propertiesOf,
	valuesOf,
	type Part,
	type Parts,
	type Source,
	type Values,
} from './field';
import { collectionSource } from './source';

interface CollectionSettings {
	label: string;
	/** Label of the button that adds an entry. */
	placeholder: string;
	description?: string;
}

/** Parameters that the user adds one by one, sorted by label. */
export function collection<P extends Parts>(
	{ label, placeholder, description }: CollectionSettings,
	parts: P,
): Part<Values<P>> {
	return {
		properties: (name) => [
			{
				displayName: label,
				name,
				type: 'collection',
				placeholder,
				default: {},
				...(description ? { description } : {}),
				options: propertiesOf(parts).sort(byLabel),
			},
		],
		read: (source, name) =>
			valuesOf(parts, collectionSource(readEntries(source, name, label), source.zone)),
	};
}

/** The Additional Fields collection. */
export function additionalFields<P extends Parts>(parts: P): Part<Values<P>> {
	return collection({ label: 'Additional Fields', placeholder: 'Add field' }, parts);
}

/** The Filters collection. */
export function filters<P extends Parts>(parts: P): Part<Values<P>> {
	return collection({ label: 'Filters', placeholder: 'Add filter' }, parts);
}

function readEntries(source: Source, name: string, label: string): IDataObject {
	const given = source.value(name, {});
	if (isEmptyValue(given, { type: 'collection' })) return {};
	if (isPlainObject(given)) return given;
	throw notEntries(label, given);
}

/** The error for a collection that is something else than its entries. */
export function notEntries(label: string, given: unknown) {
	const why = 'is not an object with names and values';
	return invalidInput(label, given, why, 'Fill in the fields one by one.');
}

function byLabel(a: INodeProperties, b: INodeProperties): number {
	return a.displayName.localeCompare(b.displayName, 'en');
}
