import { deals } from '../../../api/journals/deals';
import { readJournal } from '../../../api/journals/read';
import type { Connection } from '../../../api/http/connection';
import { propertiesOf, valuesOf, type Source } from '../../../shared/fields/field';
import { dealFilters } from '../../../shared/lists/dealFilters';
import { dealOutput } from '../../../shared/lists/dealOutput';
import { toEntry } from '../toEntry';
import type { Watching } from './event';
import { toSighting } from './sighting';
import { anyOther, watchFields } from './watch';

export const option = {
	name: 'Deal Changed',
	description: 'When status, amounts, manager or other data of a deal have changed',
};

export const noun = 'deal';

const watchedFields = watchFields(noun, {
	amounts: {
		name: 'Amounts',
		description: 'Planned and completed',
		keys: ['plannedAmount', 'completedAmount'],
	},
	anyOther,
	client: {
		name: 'Client',
		description: 'Name, phones and e-mail addresses',
		keys: ['client'],
		block: 'client',
		isExtra: true,
	},
	comment: { name: 'Comments', keys: ['comment'], block: 'comment' },
	tags: { name: 'Deal Tags', keys: ['tags'], block: 'tags' },
	funnel: { name: 'Funnel', keys: ['funnel'] },
	manager: { name: 'Manager', keys: ['manager'] },
	orderStatus: { name: 'Status', keys: ['orderStatus'] },
});

const fields = { watchFields: watchedFields, output: dealOutput, filters: dealFilters };

export const description = propertiesOf(fields);

/**
 * Reads the journal by deal date. Calltouch can also be asked by the day of the change, but the parameter's name is
 * unknown (docs/calltouch-api.md#deals); once it is known, `read` should use it, for the days since the previous poll.
 */
export function watch(source: Source, connection: Connection): Watching {
	const { watchFields: watched, output, filters } = valuesOf(fields, source);
	const blocks = [...new Set([...output.blocks, ...watched.blocks])];
	const entryOf = toEntry(deals, connection.site.zone, {
		hasEnded: () => true,
		shape: output.shape,
	});
	const pick = toSighting(entryOf, watched.slots);
	return {
		slots: watched.slots,
		blocks,
		journal: { read: (days) => readJournal(connection, deals, { filters, blocks, ...days }, pick) },
	};
}
