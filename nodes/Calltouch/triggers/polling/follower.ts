import type { Connection } from '../../api/http/connection';
import { isRecordingSettled } from '../../api/recordings/probe';
import type { Source } from '../../shared/fields/field';
import { begin, beginAt, withoutStart } from './beginning';
import { catchUp, type Catch } from './catchUp';
import { followChanges } from './changes/follower';
import type { ChangeEvent } from './changes/event';
import type { PollingEvent } from './event';
import { mapEntries, type Entry, type Journal, type Poll, type Rules } from './journal';
import type { Known } from './storage';
import type { Memory } from './memory';
import { readPollingOptions } from './options';
import { untilRecorded, type Asked } from './recorded';

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

/**
 * `asked` is what this process was told about recordings; it is added to.
 * @throws CalltouchError that names the parameter
 */
export function followerOf(
	event: PollingEvent | ChangeEvent,
	source: Source,
	connection: Connection,
	scope: Scope,
	asked: Asked,
): Follower {
	return 'watch' in event
		? followChanges(event, source, connection, scope)
		: followNewRecords(event, source, connection, scope, asked);
}

function followNewRecords(
	event: PollingEvent,
	source: Source,
	connection: Connection,
	scope: Scope,
	asked: Asked,
): Follower {
	const { lookback, startFrom, emitWhen, maxWait } = readPollingOptions(source);
	const rules = { ...scope, lookback, startFrom };
	const opened = event.open(source, connection);
	const journal = emitWhen === 'appeared' ? mapEntries(opened, atOnce) : opened;
	const ask = async (callId: string) => await isRecordingSettled(connection, callId);
	const catchUpAt = async (time: PollTime, known: Memory) => {
		const poll = { journal, rules, ...time };
		const isWaiting = emitWhen === 'recorded';
		return await catchUp(isWaiting ? untilRecorded(poll, { maxWait, asked, ask }) : poll, known);
	};
	return {
		rules,
		journal,
		async begin(time, before) {
			if (startFrom !== undefined)
				return await catchUpAt(time, beginAt(rules, startFrom, time.now));
			const poll = { journal, rules, ...time };
			return { found: [], memory: await begin(poll, before as Memory | undefined) };
		},
		async goOn(time, known) {
			const memory = await withoutStart({ journal, rules, ...time }, known as Memory);
			return await catchUpAt(time, memory);
		},
	};
}

/** Treats a record as ended as soon as it appears, unless the filters need its end. */
function atOnce(entry: Entry): Entry {
	return entry.mustEnd ? entry : { ...entry, ended: true };
}
