import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { rowsField } from './collections';
import { nameParameter } from './names';
import { plain, readList } from './values';

/** A list of tags, each chosen or typed. */
export function tagsParameter(
	displayName: string,
	name: string,
	description: string,
): INodeProperties {
	return rowsField(displayName, name, description, 'Tag', [
		nameParameter(
			'Tag',
			'name',
			'searchTags',
			'A tag. By Value also takes a list, or several tags separated by commas.',
		),
	]);
}

/** The tags, each once; undefined when there is none. */
export function readTags(label: string, value: unknown): string[] | undefined {
	const rows = (value as { tag?: IDataObject[] } | undefined)?.tag;
	const tags = rows
		? rows.flatMap(({ name }) => readList(label, plain(name)) ?? [])
		: (readList(label, isEmptyCollection(value) ? undefined : value) ?? []);
	return tags.length > 0 ? [...new Set(tags)] : undefined;
}

function isEmptyCollection(value: unknown): boolean {
	return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
