import { isRecord } from '../record';

/**
 * Returns the names in a list of tags, each of which is a group of names. Those of deals were never seen, so a single
 * name counts as well (docs/calltouch-api.md#values).
 */
export function tagNames(tags: unknown): string[] {
	return Array.isArray(tags) ? tags.flatMap(namesIn).filter(isName).map(String) : [];
}

/** Whether `tagNames` finds all there is in a list of tags. */
export function isOfNames(tags: unknown): tags is unknown[] {
	return Array.isArray(tags) && tags.flatMap(namesIn).every(isName);
}

function namesIn(tag: unknown): unknown[] {
	if (!isRecord(tag)) return [tag];
	if (Array.isArray(tag.names)) return tag.names as unknown[];
	return [tag.names ?? tag.name ?? tag.tag];
}

function isName(name: unknown): boolean {
	return typeof name === 'string' || typeof name === 'number';
}
