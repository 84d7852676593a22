import { hasEnded, outcomeTests } from '../../api/journals/callOutcome';
import { calls, isAboutTags } from '../../api/journals/calls';
import { readJournal, readJournalPage } from '../../api/journals/read';
import type { Connection } from '../../api/http/connection';
import { mayBeRecorded } from '../../api/recordings/wait';
import type { CalltouchRecord, RecordTest } from '../../api/record';
import { newCallFilters } from '../../shared/lists/callFilters';
import { callOutput } from '../../shared/lists/callOutput';
import { propertiesOf, valuesOf, type Source } from '../../shared/fields/field';
import type { Entry, Journal } from './journal';
import { toEntry } from './toEntry';

export const option = {
	name: 'New Call',
	description: 'When a call has ended, when its recording is there, or as soon as it appears',
};

export const noun = 'call';

const fields = { output: callOutput, filters: newCallFilters };

export const description = propertiesOf(fields);

export function open(source: Source, connection: Connection): Journal {
	const { output, filters } = valuesOf(fields, source);
	const { answered, durationFrom, ...others } = filters;
	const query = { filters: others, blocks: output.blocks };
	const outcome = outcomeTests({ answered, durationFrom });
	const entryOf = withRecording(
		toEntry(calls, connection.site.zone, { hasEnded, shape: output.shape }),
	);
	const pick = outcome.length === 0 ? entryOf : onceEnded(entryOf, outcome);
	const read: Journal['read'] = (days) =>
		readJournal(connection, calls, { ...query, ...days }, pick);
	// Tags come late, also to calls that a poll of the newest page no longer sees.
	if (filters.anyOf?.some(isAboutTags)) return { read };
	return {
		read,
		async readPage({ from, to }, number) {
			const page = await readJournalPage(connection, calls, { ...query, from, to }, number, pick);
			return page && { ...page, entries: page.rows };
		},
	};
}

type ToEntry = (call: CalltouchRecord) => Entry | undefined;

/** Adds since when a recording can be expected. */
function withRecording(entryOf: ToEntry): ToEntry {
	return (call) => {
		const entry = entryOf(call);
		const isExpected = entry?.ended === true && mayBeRecorded(call);
		return isExpected ? { ...entry, recordedAfter: entry.at + secondsOf(call) } : entry;
	};
}

/** How long a call took, in seconds, from its first ring (docs/calltouch-api.md#call-record). */
function secondsOf({ waitingConnect, duration }: CalltouchRecord): number {
	const seconds = [waitingConnect, duration].map(Number).filter((each) => each > 0);
	return seconds.reduce((sum, each) => sum + each, 0);
}

/** Shows calls in progress, so that their end is waited for, but of those that have ended only what passes the tests. */
function onceEnded(entryOf: ToEntry, tests: RecordTest[]): ToEntry {
	return (call) => {
		const entry = entryOf(call);
		if (!entry?.ended) return entry && { ...entry, mustEnd: true };
		return tests.every((test) => test(call)) ? entry : undefined;
	};
}
