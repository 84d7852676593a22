import { field, type Field } from './field';
import { listMode, type ListMethod } from './locator';
import { parseText } from './text';

/** A name that is free text in Calltouch: chosen from those found in the journals, or typed. */
export function name(label: string, list: ListMethod, description: string): Field<string> {
	return field({
		label,
		property: {
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			description,
			modes: [listMode(list), { displayName: 'By Value', name: 'value', type: 'string' }],
		},
		parse: (value, own) => parseText(value, own),
	});
}
