import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { callFields, type FieldFilter } from '../api/callFields';
import type { CallsQuery } from '../api/calls';
import { invalidInput } from '../api/errors';
import { attribution, readAttribution } from './attribution';
import { bindToOf } from './bindTo';
import { readChoice } from './choice';
import { filtersOf, rowsField, textField } from './collections';
import { readTimes, timeFrom, timeTo } from './timeOfDay';
import type { ParameterSource } from './parameters';

const flag = (displayName: string, name: string, calls: string): INodeProperties => ({
	displayName,
	name,
	type: 'boolean',
	default: true,
	description: `Whether to read only ${calls}`,
});

const anyOf: INodeProperties = rowsField(
	'Any Of',
	'anyOf',
	'Conditions of which at least one must be met. A call that meets two comes once. Upper and lower case are the same.',
	'Condition',
	[
		{
			displayName: 'Field',
			name: 'field',
			type: 'options',
			options: [
				{ name: 'Caller Number', value: 'callerNumber' },
				{ name: 'Keyword', value: 'keyword' },
				{ name: 'Medium', value: 'medium' },
				{ name: 'Source', value: 'source' },
				{ name: 'Tracked Number', value: 'phoneNumber' },
				{ name: 'UTM Campaign', value: 'utmCampaign' },
				{ name: 'UTM Content', value: 'utmContent' },
				{ name: 'UTM Medium', value: 'utmMedium' },
				{ name: 'UTM Source', value: 'utmSource' },
				{ name: 'UTM Term', value: 'utmTerm' },
			],
			default: 'source',
		},
		textField('Value', 'value', 'google', 'The whole value of the field'),
	],
);

/** The filters of every operation that reads the journal of calls. */
export const callFilters: INodeProperties = filtersOf([
	anyOf,
	attribution,
	bindToOf('Call'),
	flag('Callbacks Only', 'callbackOnly', 'calls that began as a callback'),
	flag('Target Calls Only', 'targetOnly', 'target calls'),
	timeFrom,
	timeTo,
	flag('Unique Calls Only', 'uniqueOnly', 'unique calls'),
	flag('Unique Target Calls Only', 'uniqTargetOnly', 'unique target calls'),
]);

type Filters = Omit<CallsQuery, 'from' | 'to' | 'blocks' | 'wanted' | 'callId'>;

/** @throws CalltouchError that names the filter and shows its value */
export function readFilters(context: ParameterSource, itemIndex: number): Filters {
	const filters = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	return {
		attribution: readAttribution(filters),
		bindTo: readChoice('Bind To', filters.bindTo, ['call', 'session']),
		uniqueOnly: filters.uniqueOnly === true,
		targetOnly: filters.targetOnly === true,
		uniqTargetOnly: filters.uniqTargetOnly === true,
		callbackOnly: filters.callbackOnly === true,
		...readTimes(filters),
		anyOf: readConditions(filters.anyOf),
	};
}

function readConditions(anyOf: unknown): FieldFilter[] {
	const conditions = (anyOf as { condition?: FieldFilter[] } | undefined)?.condition ?? [];
	return conditions.map(({ field, value }) => {
		if (!callFields.includes(field)) throw invalidInput('Field', field, 'is not known');
		const text = String(value ?? '').trim();
		if (text === '') throw invalidInput('Value', undefined, 'of a condition under Any Of is empty');
		return { field, value: text };
	});
}
