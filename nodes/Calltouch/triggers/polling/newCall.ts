import { calls, hasEnded } from '../../api/journals/calls';
import { readJournal, readJournalPage } from '../../api/journals/read';
import type { Connection } from '../../api/http/connection';
import { mayBeRecorded } from '../../api/recordingWait';
import type { CalltouchRecord } from '../../api/record';
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
	const query = { filters, blocks: output.blocks };
	const pick = withRecording(
		toEntry(calls, connection.site.zone, { hasEnded, shape: output.shape }),
	);
	return {
		read: (days) => readJournal(connection, calls, { ...query, ...days }, pick),
		async readPage({ from, to }, number) {
			const page = await readJournalPage(connection, calls, { ...query, from, to }, number, pick);
			return page && { ...page, entries: page.rows };
		},
	};
}

/** Adds since when a recording can be expected. */
function withRecording(pick: (call: CalltouchRecord) => Entry | undefined) {
	return (call: CalltouchRecord): Entry | undefined => {
		const entry = pick(call);
		const isExpected = entry?.ended === true && mayBeRecorded(call);
		return isExpected ? { ...entry, recordedAfter: entry.at + secondsOf(call) } : entry;
	};
}

/** How long a call took, in seconds, from its first ring (docs/calltouch-api.md#call-record). */
function secondsOf({ waitingConnect, duration }: CalltouchRecord): number {
	const seconds = [waitingConnect, duration].map(Number).filter((each) => each > 0);
	return seconds.reduce((sum, each) => sum + each, 0);
}
