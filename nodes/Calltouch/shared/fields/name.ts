import { field, type Field } from './field';
import { parseText } from './text';

/** Lists of names that are offered from the journals. */
export type NameList = 'searchFunnels' | 'searchManagers' | 'searchSources' | 'searchTags';

/** A name that is free text in Calltouch: chosen from those that the journals show, or typed. */
export function name(
	label: string,
	searchListMethod: NameList,
	description: string,
): Field<string> {
	return field({
		label,
		property: nameProperty(searchListMethod, description),
		parse: (value, own) => parseText(value, own),
	});
}

export function nameProperty(searchListMethod: NameList, description: string) {
	return {
		type: 'resourceLocator' as const,
		default: { mode: 'list' as const, value: '' },
		description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list' as const,
				typeOptions: { searchListMethod, searchable: true },
			},
			{ displayName: 'By Value', name: 'value', type: 'string' as const },
		],
	};
}
