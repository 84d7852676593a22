import { hasEnded } from '../../../api/journals/callOutcome';
import { calls } from '../../../api/journals/calls';
import { readJournal } from '../../../api/journals/read';
import type { Connection } from '../../../api/http/connection';
import { propertiesOf, valuesOf, type Source } from '../../../shared/fields/field';
import { newCallFilters } from '../../../shared/lists/callFilters';
import { callOutput } from '../../../shared/lists/callOutput';
import { toEntry } from '../toEntry';
import type { Watching } from './event';
import { toSighting } from './sighting';
import { anyOther, watchFields } from './watch';

export const option = {
	name: 'Call Changed',
	description: 'When tags, flags, comments or other data of a call have changed',
};

export const noun = 'call';

const watchedFields = watchFields(noun, {
	anyOther,
	callTags: { name: 'Call Tags', keys: ['callTags'], block: 'callTags' },
	comments: { name: 'Comments', keys: ['comments'], block: 'comments' },
	customFields: { name: 'Custom Fields', keys: ['customFields'], block: 'customFields' },
	orders: {
		name: 'Deals',
		description: 'Deals of the call, with their amounts',
		keys: ['orders'],
		block: 'orders',
	},
	flags: {
		name: 'Flags',
		description: 'Unique, target, unique target',
		keys: ['uniqueCall', 'targetCall', 'uniqTargetCall'],
		isOneToken: true,
	},
	manager: { name: 'Manager', keys: ['manager'] },
	statusDetails: { name: 'Status Details', keys: ['statusDetails'] },
	phrases: { name: 'Transcript', keys: ['phrases'], block: 'phrases' },
});

const fields = { watchFields: watchedFields, output: callOutput, filters: newCallFilters };

export const description = propertiesOf(fields);

export function watch(source: Source, connection: Connection): Watching {
	const { watchFields: watched, output, filters } = valuesOf(fields, source);
	const blocks = [...new Set([...output.blocks, ...watched.blocks])];
	const entryOf = toEntry(calls, connection.site.zone, { hasEnded, shape: output.shape });
	const pick = toSighting(entryOf, watched.slots);
	return {
		slots: watched.slots,
		blocks,
		journal: { read: (days) => readJournal(connection, calls, { filters, blocks, ...days }, pick) },
	};
}
