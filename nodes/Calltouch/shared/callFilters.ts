import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { callFields, type FieldFilter } from '../api/callFields';
import { callBlocks, type CallBlock, type CallsQuery } from '../api/calls';
import { invalidInput } from '../api/errors';
import { attribution, readAttribution } from './attribution';
import { readChoice } from './choice';
import { readInclude } from './output';
import { readTimes, timeFrom, timeTo } from './timeOfDay';
import type { ParameterSource } from './parameters';

const flag = (displayName: string, name: string, calls: string): INodeProperties => ({
	displayName,
	name,
	type: 'boolean',
	default: true,
	description: `Whether to read only ${calls}`,
});

const anyOf: INodeProperties = {
	displayName: 'Any Of',
	name: 'anyOf',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add condition',
	default: {},
	description:
		'Conditions of which at least one must be met. A call that meets two comes once. Upper and lower case are the same.',
	options: [
		{
			displayName: 'Condition',
			name: 'condition',
			values: [
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
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					placeholder: 'e.g. google',
					description: 'The whole value of the field',
				},
			],
		},
	],
};

/** The filters of every operation that reads the journal of calls. */
export const callFilters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	options: [
		anyOf,
		attribution,
		{
			displayName: 'Bind To',
			name: 'bindTo',
			type: 'options',
			options: [
				{ name: 'Call', value: 'call', description: 'The period means the date of the call' },
				{
					name: 'Session',
					value: 'session',
					description: 'The period means the date of the visit before the call',
				},
			],
			default: 'call',
			description: 'Which date the period is about',
		},
		flag('Callbacks Only', 'callbackOnly', 'calls that began as a callback'),
		flag('Target Calls Only', 'targetOnly', 'target calls'),
		timeFrom,
		timeTo,
		flag('Unique Calls Only', 'uniqueOnly', 'unique calls'),
		flag('Unique Target Calls Only', 'uniqTargetOnly', 'unique target calls'),
	],
};

/** Blocks that Calltouch leaves empty unless they are asked for. */
export const includeParameter: INodeProperties = {
	displayName: 'Include',
	name: 'include',
	type: 'multiOptions',
	options: [
		{ name: 'Call Tags', value: 'callTags' },
		{ name: 'Callback Data', value: 'callbackInfo' },
		{ name: 'Comments', value: 'comments' },
		{ name: 'Custom Attributes', value: 'attrs' },
		{ name: 'Custom Fields', value: 'customFields' },
		{ name: 'DCM', value: 'dcm' },
		{ name: 'Deals', value: 'orders' },
		{ name: 'Google Ads', value: 'googleAdWords' },
		{ name: 'Transcript', value: 'phrases' },
		{ name: 'Visits', value: 'mapVisits' },
		{ name: 'Yandex.Direct', value: 'yandexDirect' },
	],
	default: [],
	description: 'Data to add to each call. Calltouch answers faster without it.',
};

export function readCallInclude(context: ParameterSource, itemIndex: number): CallBlock[] {
	return readInclude(context, itemIndex, isBlock);
}

export function isBlock(key: string): key is CallBlock {
	return Object.hasOwn(callBlocks, key);
}

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
