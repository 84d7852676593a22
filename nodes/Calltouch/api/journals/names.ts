import type { Connection } from '../http/connection';
import { recentRecords, type JournalName, type NameKind } from './recent';

/** The journals in which names of a kind are found, if not only in that of calls. */
const journals = new Map<NameKind, JournalName[]>([
	['funnels', ['deals']],
	['managers', ['calls', 'requests', 'deals']],
	['sources', ['calls', 'requests']],
	['tags', ['calls', 'requests', 'deals']],
]);

/**
 * Returns the names found in recent journal records, each once and sorted. Calltouch has no list of them, and accepts
 * any other name as well.
 * @throws CalltouchError if no journal can be read
 */
export async function findNames(connection: Connection, kind: NameKind): Promise<string[]> {
	const records = await recentRecords(connection, journals.get(kind) ?? ['calls']);
	const found = new Set(records.flatMap(({ names }) => names[kind] ?? []).filter(isName));
	return [...found].sort((a, b) => a.localeCompare(b));
}

/** Placeholders such as `<не указано>` and `(none)` are no names. */
function isName(value: unknown): value is string {
	return typeof value === 'string' && /^[^<(\s]/.test(value);
}
