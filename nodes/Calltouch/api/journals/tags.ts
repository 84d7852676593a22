import { isRecord } from '../record';

/** Returns the names in a list of tags, each of which is a group of names (docs/calltouch-api.md#values). */
export function tagNames(tags: unknown): string[] {
	if (!Array.isArray(tags)) return [];
	return tags
		.flatMap((tag: unknown) => namesIn(tag))
		.filter((name) => typeof name === 'string' || typeof name === 'number')
		.map(String);
}

function namesIn(tag: unknown): unknown[] {
	if (!isRecord(tag)) return [tag];
	return Array.isArray(tag.names) ? (tag.names as unknown[]) : [];
}
