import { requests } from '../../../api/journals/requests';
import { readJournal } from '../../../api/journals/read';
import type { Connection } from '../../../api/http/connection';
import { propertiesOf, valuesOf, type Source } from '../../../shared/fields/field';
import { newRequestFilters } from '../../../shared/lists/requestFilters';
import { requestOutput } from '../../../shared/lists/requestOutput';
import { toEntry } from '../toEntry';
import type { Watching } from './event';
import { toSighting } from './sighting';
import { anyOther, watchFields } from './watch';

export const option = {
	name: 'Request Changed',
	description: 'When status, tags, deals or other data of a request have changed',
};

export const noun = 'request';

const watchedFields = watchFields(noun, {
	anyOther,
	client: {
		name: 'Client',
		description: 'Name, phones and other contacts',
		keys: ['client'],
		isExtra: true,
	},
	comments: { name: 'Comments', keys: ['comments'] },
	customFields: { name: 'Custom Fields', keys: ['customFields'], block: 'customFields' },
	orders: {
		name: 'Deals',
		description: 'Deals of the request, with their status and sum',
		keys: ['orders'],
	},
	flags: {
		name: 'Flags',
		description: 'Unique, target, unique target',
		keys: ['uniqueRequest', 'targetRequest', 'uniqTargetRequest'],
		isOneToken: true,
	},
	manager: { name: 'Manager', keys: ['manager'] },
	RequestTags: { name: 'Request Tags', keys: ['RequestTags'], block: 'RequestTags' },
	status: { name: 'Status', keys: ['status'] },
});

const fields = { watchFields: watchedFields, output: requestOutput, filters: newRequestFilters };

export const description = propertiesOf(fields);

export function watch(source: Source, connection: Connection): Watching {
	const { watchFields: watched, output, filters } = valuesOf(fields, source);
	const blocks = [...new Set([...output.blocks, ...watched.blocks])];
	const entryOf = toEntry(requests, connection.site.zone, {
		hasEnded: () => true,
		shape: output.shape,
	});
	const pick = toSighting(entryOf, watched.slots);
	return {
		slots: watched.slots,
		blocks,
		journal: {
			read: (days) => readJournal(connection, requests, { filters, blocks, ...days }, pick),
		},
	};
}
