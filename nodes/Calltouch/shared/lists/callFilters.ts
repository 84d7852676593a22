import { callFields, type FieldFilter } from '../../api/journals/callFields';
import type { CallFilters, CallFlag } from '../../api/journals/calls';
import { attribution } from '../parameters/attribution';
import { bindToOf } from '../parameters/bindTo';
import { choice } from '../fields/choice';
import { filters } from '../fields/collection';
import { needed, withDefault, type Part, type Field } from '../fields/field';
import { rows } from '../fields/rows';
import { text } from '../fields/text';
import { toggle } from '../fields/toggle';
import { times } from '../parameters/times';

const only = (label: string, calls: string) => toggle(label, `Whether to read only ${calls}`, true);

const names: Record<FieldFilter['field'], string> = {
	callerNumber: 'Caller Number',
	keyword: 'Keyword',
	medium: 'Medium',
	source: 'Source',
	phoneNumber: 'Tracked Number',
	utmCampaign: 'UTM Campaign',
	utmContent: 'UTM Content',
	utmMedium: 'UTM Medium',
	utmSource: 'UTM Source',
	utmTerm: 'UTM Term',
};

const anyOf: Field<FieldFilter[]> = rows(
	'Any Of',
	{
		row: 'Condition',
		description:
			'Conditions of which at least one must be met. A call that meets two comes once. Upper and lower case are the same.',
		place: 'of a condition under Any Of',
	},
	{
		field: withDefault(
			choice('Field', {
				options: callFields
					.map((value) => ({ name: names[value], value }))
					.sort((a, b) => a.name.localeCompare(b.name, 'en')),
				default: 'source',
			}),
		),
		value: needed(
			text('Value', { example: 'google', description: 'The whole value of the field' }),
		),
	},
);

const flags: Record<CallFlag, Field<boolean>> = {
	callbackOnly: only('Callbacks Only', 'calls that began as a callback'),
	targetOnly: only('Target Calls Only', 'target calls'),
	uniqueOnly: only('Unique Calls Only', 'unique calls'),
	uniqTargetOnly: only('Unique Target Calls Only', 'unique target calls'),
};

/** Filters for a call journal that a trigger follows: it has no period that Bind To could apply to. */
const followed = {
	anyOf,
	attribution,
	...flags,
	...times,
};

/** Filters of every operation that reads the call journal. */
export const callFilters: Part<CallFilters> = filters({
	...followed,
	bindTo: bindToOf('call', 'Call'),
	endedOnly: only('Ended Calls Only', 'calls that are over, not those still going on'),
});

/** Filters of the trigger. */
export const newCallFilters: Part<CallFilters> = filters(followed);
