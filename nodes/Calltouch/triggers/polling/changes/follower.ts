import type { Connection } from '../../../api/http/connection';
import type { Source } from '../../../shared/fields/field';
import type { Follower, Scope } from '../follower';
import type { Entry } from '../journal';
import { readWatchingOptions } from '../options';
import { beginWatching, findChanges } from './compare';
import type { ChangeEvent } from './event';
import type { Watched } from './watched';

/** @throws CalltouchError that names the parameter */
export function followChanges(
	event: ChangeEvent,
	source: Source,
	connection: Connection,
	scope: Scope,
): Follower {
	const { lookback, includeNew } = readWatchingOptions(source);
	const rules = { ...scope, lookback };
	const watching = event.watch(source, connection);
	const poll = { ...watching, rules, includeNew };
	return {
		rules,
		journal: {
			async *read(days) {
				for await (const sightings of watching.journal.read(days)) {
					yield sightings.map(unchanged);
				}
			},
		},
		begin: async (time) => await beginWatching({ ...poll, ...time }),
		goOn: async (time, known) => await findChanges({ ...poll, ...time }, known as Watched),
	};
}

/** For records of a test, which no poll has seen before. */
function unchanged(entry: Entry): Entry {
	return { ...entry, json: () => ({ ...entry.json(), changedFields: [] }) };
}
