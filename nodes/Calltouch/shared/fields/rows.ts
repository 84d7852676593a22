import type { IDataObject } from 'n8n-workflow';
import { invalidInput } from '../../api/errors';
import {
	emptyInput,
	field,
	isPlainObject,
	propertiesOf,
	valuesOf,
	type Field,
	type Parts,
	type Values,
} from './field';
import { tooMany } from './list';
import { rowSource } from './source';

interface RowSettings {
	description: string;
	/** Name of one row, e.g. `Tag`. */
	row: string;
	/** How messages name the place of a field; defaults to `under` and the label. */
	place?: string;
	/** Maximum number of rows. */
	max?: number;
	sortable?: true;
}

/** A list of rows with the same fields, in the user's order. */
export function rows<P extends Parts>(
	label: string,
	shown: RowSettings,
	parts: P,
): Field<Array<Values<P>>> {
	const { row, place, max = Infinity } = shown;
	return field({
		label,
		property: rowsProperty(shown, parts),
		parse: (value, own, zone, inputValue) => {
			const given = rowsOf(value, own, row);
			if (given.length > max) throw tooMany(own, max);
			const labelOf = (name: string) => `${name} ${place ?? `under ${own}`}`;
			return given.map((record) => valuesOf(parts, rowSource(record, zone, labelOf, inputValue)));
		},
	});
}

export function rowsProperty({ description, row, sortable }: RowSettings, parts: Parts) {
	const name = row.toLowerCase();
	return {
		type: 'fixedCollection' as const,
		typeOptions: { multipleValues: true, ...(sortable ? { sortable } : {}) },
		placeholder: `Add ${name}`,
		default: {},
		description,
		options: [{ displayName: row, name, values: propertiesOf(parts) }],
	};
}

/**
 * Returns the rows of an n8n fixed collection.
 * @throws CalltouchError if the value is not such a collection, or has no row
 */
export function rowsOf(value: unknown, label: string, row: string): IDataObject[] {
	const given = isPlainObject(value) ? value : undefined;
	if (given && Object.keys(given).length === 0) throw emptyInput(label);
	const own: unknown = given?.[row.toLowerCase()];
	if (!Array.isArray(own) || !own.every(isPlainObject)) {
		const why = `is not a list of rows, each a ${row.toLowerCase()}`;
		throw invalidInput(label, value, why, 'Add the rows one by one.');
	}
	if (own.length === 0) throw emptyInput(label);
	return own;
}
