import { calls, hasEnded } from '../../api/journals/calls';
import { readJournal, readJournalPage } from '../../api/journals/read';
import type { Connection } from '../../api/http/connection';
import { newCallFilters } from '../../shared/lists/callFilters';
import { callOutput } from '../../shared/lists/callOutput';
import { propertiesOf, valuesOf, type Source } from '../../shared/fields/field';
import type { Journal } from './journal';
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
	const query = { filters, blocks: output.blocks };
	const pick = toEntry(calls, connection.site.zone, { hasEnded, shape: output.shape });
	return {
		read: (days) => readJournal(connection, calls, { ...query, ...days }, pick),
		async readPage({ from, to }, number) {
			const page = await readJournalPage(connection, calls, { ...query, from, to }, number, pick);
			return page && { ...page, entries: page.rows };
		},
	};
}
