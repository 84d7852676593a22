import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { CustomSources } from '../api/parts';
import { textField } from './collections';
import { nameParameter } from './names';
import { readText, requiredText } from './values';

/** Where a request or a call came from, when Calltouch cannot know. */
export const customSourcesParameter: INodeProperties = {
	displayName: 'Custom Source',
	name: 'customSources',
	type: 'fixedCollection',
	placeholder: 'Add source',
	default: {},
	description: 'Advertisement to credit. Source, medium and campaign belong together.',
	options: [
		{
			displayName: 'Source',
			name: 'values',
			values: [
				textField('Campaign', 'campaign', 'spring'),
				textField('Content', 'content', 'banner'),
				textField('Medium', 'medium', 'cpc'),
				nameParameter('Source', 'source', 'searchSources', 'Source of the traffic'),
				textField('Term', 'term', 'plastic windows'),
			],
		},
	],
};

/** @throws CalltouchError when one of source, medium and campaign is missing */
export function readCustomSources(value: unknown): CustomSources | undefined {
	const row = (value as { values?: IDataObject } | undefined)?.values;
	if (!row) return undefined;
	const read = (label: string, name: string) => readText(`${label} under Custom Source`, row[name]);
	const need = (label: string, name: string) =>
		requiredText(`${label} under Custom Source`, row[name]);
	return {
		source: need('Source', 'source'),
		medium: need('Medium', 'medium'),
		campaign: need('Campaign', 'campaign'),
		content: read('Content', 'content'),
		term: read('Term', 'term'),
	};
}
