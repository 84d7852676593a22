import { hasEnded, outcomeTests } from '../../api/journals/callOutcome';
import { calls, isAboutTags } from '../../api/journals/calls';
import { readJournal, readJournalPage } from '../../api/journals/read';
import type { Connection } from '../../api/http/connection';
import type { CalltouchRecord, RecordTest } from '../../api/record';
import { newCallFilters } from '../../shared/lists/callFilters';
import { callOutput } from '../../shared/lists/callOutput';
import { propertiesOf, valuesOf, type Source } from '../../shared/fields/field';
import type { Entry, Journal } from './journal';
import { toEntry } from './toEntry';

export const option = {
	name: 'New Call',
	description: 'When a call has ended, or as soon as it appears',
};

export const noun = 'call';

const fields = { output: callOutput, filters: newCallFilters };

export const description = propertiesOf(fields);

export function open(source: Source, connection: Connection): Journal {
	const { output, filters } = valuesOf(fields, source);
	const { answered, durationFrom, ...others } = filters;
	const query = { filters: others, blocks: output.blocks };
	const outcome = outcomeTests({ answered, durationFrom });
	const entryOf = toEntry(calls, connection.site.zone, { hasEnded, shape: output.shape });
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

/** Shows calls in progress, so that their end is waited for, but of those that have ended only what passes the tests. */
function onceEnded(
	entryOf: (call: CalltouchRecord) => Entry | undefined,
	tests: RecordTest[],
): (call: CalltouchRecord) => Entry | undefined {
	return (call) => {
		const entry = entryOf(call);
		if (!entry?.ended) return entry && { ...entry, mustEnd: true };
		return tests.every((test) => test(call)) ? entry : undefined;
	};
}
