import type { INodeProperties } from 'n8n-workflow';

/** Lists of names that are offered from the journals. */
export type NameList = 'searchFunnels' | 'searchManagers' | 'searchSources' | 'searchTags';

/** A name that is free text in Calltouch: chosen from those that the journals show, or typed. */
export function nameParameter(
	displayName: string,
	name: string,
	searchListMethod: NameList,
	description: string,
): INodeProperties {
	return {
		displayName,
		name,
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
	};
}
