import type { INodeProperties } from 'n8n-workflow';

const byName = (one: INodeProperties, other: INodeProperties) =>
	one.displayName.localeCompare(other.displayName, 'en');

/** The Additional Fields collection, in the order of the labels. */
export function additionalFields(fields: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		options: [...fields].sort(byName),
	};
}

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
