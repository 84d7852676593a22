import { deals } from '../../api/journals/deals';
import { readJournal } from '../../api/journals/read';
import type { Connection } from '../../api/http/connection';
import { dealFilters } from '../../shared/lists/dealFilters';
import { dealOutput } from '../../shared/lists/dealOutput';
import { propertiesOf, valuesOf, type Source } from '../../shared/fields/field';
import type { Journal } from './journal';
import { toEntry } from './toEntry';

export const option = {
	name: 'New Deal',
	description: 'When a CRM has reported a deal, found by the date of the deal',
};

export const noun = 'deal';

const fields = { output: dealOutput, filters: dealFilters };

export const description = propertiesOf(fields);

export function open(source: Source, connection: Connection): Journal {
	const { output, filters } = valuesOf(fields, source);
	const query = { filters, blocks: output.blocks };
	const pick = toEntry(deals, connection.site.zone, { hasEnded: () => true, shape: output.shape });
	return { read: (days) => readJournal(connection, deals, { ...query, ...days }, pick) };
}
