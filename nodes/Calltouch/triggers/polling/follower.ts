import type { Connection } from '../../api/http/connection';
import type { Source } from '../../shared/fields/field';
import { begin, beginAt } from './beginning';
import { catchUp, type Catch } from './catchUp';
import { followChanges } from './changes/follower';
import type { ChangeEvent } from './changes/event';
import type { PollingEvent } from './event';
import type { Entry, Journal, Poll, Rules } from './journal';
import type { Known } from './storage';
import type { Memory } from './memory';
import { readPollingOptions } from './options';

/** When a poll began, and whether its time is up. */
export type PollTime = Pick<Poll, 'now' | 'isOver'>;

/** Follows a journal for one event: new records, or changed ones. */
export interface Follower {
	rules: Rules;
	/** Journal in which a test finds a record to show. */
	journal: Journal;
	/** The first poll. `before` is what the node knew when it was deactivated. */
	begin(time: PollTime, before: Known | undefined): Promise<Catch<Known>>;
	/** Any later poll; `known` has the same scope. */
	goOn(time: PollTime, known: Known): Promise<Catch<Known>>;
}

/** Rules that do not depend on the event. */
export type Scope = Pick<Rules, 'noun' | 'scope' | 'view' | 'zone'>;

/** @throws CalltouchError that names the parameter */
export function followerOf(
	event: PollingEvent | ChangeEvent,
	source: Source,
	connection: Connection,
	scope: Scope,
): Follower {
	return 'watch' in event
		? followChanges(event, source, connection, scope)
		: followNewRecords(event, source, connection, scope);
}

function followNewRecords(
	event: PollingEvent,
	source: Source,
	connection: Connection,
	scope: Scope,
): Follower {
	const { lookback, startFrom, waitForEnd } = readPollingOptions(source);
	const rules = { ...scope, lookback, startFrom };
	const opened = event.open(source, connection);
	const journal = waitForEnd ? opened : withoutWaiting(opened);
	return {
		rules,
		journal,
		async begin(time, before) {
			const poll = { journal, rules, ...time };
			if (startFrom !== undefined) return await catchUp(poll, beginAt(rules, startFrom));
			return { found: [], memory: await begin(poll, before as Memory | undefined) };
		},
		goOn: async (time, known) => await catchUp({ journal, rules, ...time }, known as Memory),
	};
}

/** Treats every record as ended as soon as it appears. */
function withoutWaiting({ read, readPage }: Journal): Journal {
	const atOnce = (entries: Entry[]) =>
		entries.map((entry) => (entry.mustEnd ? entry : { ...entry, ended: true }));
	return {
		async *read(days) {
			for await (const entries of read(days)) yield atOnce(entries);
		},
		async readPage(days, number) {
			const page = await readPage?.(days, number);
			return page && { ...page, entries: atOnce(page.entries) };
		},
	};
}
