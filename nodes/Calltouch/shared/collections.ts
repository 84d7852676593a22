import type { INodeProperties } from 'n8n-workflow';

/** Parameters in the order of their labels. */
export const byLabel = (one: INodeProperties, other: INodeProperties) =>
	one.displayName.localeCompare(other.displayName, 'en');

/** The Additional Fields collection, in the order of the labels. */
export function additionalFields(fields: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		options: [...fields].sort(byLabel),
	};
}

/** The Filters collection. */
export function filtersOf(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		options,
	};
}

/** A list of rows with these fields; `row` is what one is called, e.g. `Tag`. */
export function rowsField(
	displayName: string,
	name: string,
	description: string,
	row: string,
	values: INodeProperties[],
): INodeProperties {
	const rowName = row.toLowerCase();
	return {
		displayName,
		name,
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: `Add ${rowName}`,
		default: {},
		description,
		options: [{ displayName: row, name: rowName, values }],
	};
}

/** Description of a text field that takes more than one value. */
export const several = 'Give several as a list or separated by commas';

/** A plain text field. */
export function textField(
	displayName: string,
	name: string,
	placeholder: string,
	description?: string,
): INodeProperties {
	const shown = { displayName, name, placeholder: `e.g. ${placeholder}` };
	return { ...shown, type: 'string', default: '', ...(description ? { description } : {}) };
}

/** A date with time, in the zone of the account unless the value says otherwise. */
export function timeField(displayName: string, name: string, description: string): INodeProperties {
	return {
		displayName,
		name,
		type: 'dateTime',
		default: '',
		placeholder: 'e.g. 2025-12-31 10:30',
		description: `${description}. A time without a time zone is taken as the time of the account.`,
	};
}

export function flagField(displayName: string, name: string, description: string): INodeProperties {
	return { displayName, name, type: 'boolean', default: false, description };
}
