import { field, type Field } from './field';
import { parseText } from './text';

/** Names offered from the journals. */
export type NameList =
	'searchCallValues' | 'searchFunnels' | 'searchManagers' | 'searchSources' | 'searchTags';

/** A name that is free text in Calltouch: chosen from those found in the journals, or typed. */
export function name(
	label: string,
	searchListMethod: NameList,
	description: string,
): Field<string> {
	return field({
		label,
		property: {
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			description,
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					typeOptions: { searchListMethod, searchable: true },
				},
				{ displayName: 'By Value', name: 'value', type: 'string' },
			],
		},
		parse: (value, own) => parseText(value, own),
	});
}
