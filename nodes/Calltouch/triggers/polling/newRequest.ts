import { readJournal } from '../../api/journals/read';
import { requests } from '../../api/journals/requests';
import type { Connection } from '../../api/http/connection';
import { propertiesOf, valuesOf, type Source } from '../../shared/fields/field';
import { newRequestFilters } from '../../shared/lists/requestFilters';
import { requestOutput } from '../../shared/lists/requestOutput';
import type { Journal } from './journal';
import { toEntry } from './toEntry';

export const option = {
	name: 'New Request',
	description: 'When a visitor has sent a form, or a request has come in another way',
};

export const noun = 'request';

const fields = { output: requestOutput, filters: newRequestFilters };

export const description = propertiesOf(fields);

export function open(source: Source, connection: Connection): Journal {
	const { output, filters } = valuesOf(fields, source);
	const query = { filters, blocks: output.blocks };
	const pick = toEntry(requests, connection.site.zone, {
		hasEnded: () => true,
		shape: output.shape,
	});
	return { read: (days) => readJournal(connection, requests, { ...query, ...days }, pick) };
}
