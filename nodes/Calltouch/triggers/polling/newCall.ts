import { readCalls, readCallsPage } from '../../api/journals/calls';
import { callClock } from '../../api/time/callClock';
import type { Connection } from '../../api/http/connection';
import { newCallFilters } from '../../shared/lists/callFilters';
import { callOutput } from '../../shared/lists/callOutput';
import { propertiesOf, valuesOf, type Source } from '../../shared/fields/field';
import type { Journal } from './journal';
import { toEntry, type Kind } from './toEntry';

export const option = {
	name: 'New Call',
	description: 'When a call has ended, or as soon as it appears',
};

export const noun = 'call';

const fields = { output: callOutput, filters: newCallFilters };

export const description = propertiesOf(fields);

export function open(source: Source, connection: Connection): Journal {
	const { output, filters } = valuesOf(fields, source);
	const query = { ...filters, blocks: output.blocks };
	const clock = callClock(connection.site.zone);
	const kind: Kind = {
		id: 'callId',
		began: (call) => clock(call)?.iso,
		// Phases of a call: docs/calltouch-api.md#call-record.
		hasEnded: ({ callphase }) => callphase !== 'callconnected',
		shape: output.shape,
	};
	const pick = toEntry(kind);
	return {
		read: (days) => readCalls(connection, { ...query, ...days }, pick),
		async readPage({ from, to }, number) {
			const page = await readCallsPage(connection, { ...query, from, to }, number, pick);
			return page && { ...page, entries: page.rows };
		},
	};
}
