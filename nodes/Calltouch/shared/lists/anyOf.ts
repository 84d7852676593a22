import { callFields, type Comparison, type FieldFilter } from '../../api/journals/callFields';
import { choice } from '../fields/choice';
import { needed, withDefault, type Field } from '../fields/field';
import { name } from '../fields/name';
import { rows } from '../fields/rows';

const names: Record<FieldFilter['field'], string> = {
	callerNumber: 'Caller Number',
	callTags: 'Call Tags',
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

/** Workflows saved before there was a choice mean `is`. */
const operation = choice<Comparison>('Operation', {
	options: [
		{ name: 'Begins With', value: 'beginsWith' },
		{ name: 'Contains', value: 'contains' },
		{ name: 'Is', value: 'is', description: 'The whole field is the value' },
		{
			name: 'Is Not',
			value: 'isNot',
			description:
				'The field is anything else, or the call does not have it. Two such conditions on one field let every call pass.',
		},
	],
	default: 'is',
	description: 'How to compare the field with the value',
});

/** Conditions on fields of a call, of which any may be met. */
export const anyOf: Field<FieldFilter[]> = rows(
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
		operation: withDefault(operation),
		value: needed(
			name(
				'Value',
				'searchCallValues',
				'Text to compare the field with. The list has the values of the last two weeks.',
			),
		),
	},
);
