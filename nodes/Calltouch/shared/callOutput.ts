import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { callKeys } from '../api/callKeys';
import type { CallBlock } from '../api/calls';
import { callClock } from '../api/callTime';
import { invalidInput } from '../api/errors';
import type { CalltouchRecord } from '../api/types';
import { isBlock, readInclude } from './callFilters';
import { fieldLabel } from './labels';
import type { ParameterSource } from './parameters';

/** Fields of the simplified output: the useful ones first. `date` is ISO 8601 in the account's time zone. */
const simplifiedKeys = [
	'callId',
	'date',
	'callerNumber',
	'phoneNumber',
	'duration',
	'successful',
	'targetCall',
	'source',
	'medium',
	'utmCampaign',
] as const;

const byName = (one: { name: string }, other: { name: string }) =>
	one.name.localeCompare(other.name, 'en');

export const callOutputParameters: INodeProperties[] = [
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: [
			{
				name: 'Raw',
				value: 'raw',
				description: 'Everything, exactly as Calltouch sends it',
			},
			{
				name: 'Selected Fields',
				value: 'selected',
				description: 'Only the fields that you choose, as Calltouch sends them',
			},
			{
				name: 'Simplified',
				value: 'simplified',
				description: 'Ten useful fields, with the date in ISO format, and what Include adds',
			},
		],
		default: 'simplified',
		description: 'How much of each call to return',
	},
	{
		displayName: 'Fields',
		name: 'fields',
		type: 'multiOptions',
		options: callKeys.map((key) => ({ name: fieldLabel(key), value: key })).sort(byName),
		default: ['callId', 'date', 'callerNumber'],
		description: 'Fields to return. A field that a call does not have comes as null.',
		displayOptions: { show: { output: ['selected'] } },
	},
];

/** How calls become items, and which blocks that needs from Calltouch. */
export interface CallOutput {
	blocks: CallBlock[];
	shape: (call: CalltouchRecord) => IDataObject;
}

/** @throws CalltouchError that names the parameter and shows its value */
export function readCallOutput(
	context: ParameterSource,
	itemIndex: number,
	zone: string,
): CallOutput {
	const included = readInclude(context, itemIndex);
	const output = context.getNodeParameter('output', itemIndex) as string;
	switch (output) {
		case 'raw':
			return { blocks: included, shape: (call) => call as IDataObject };
		case 'simplified':
			return { blocks: included, shape: simplifier(included, zone) };
		case 'selected': {
			const fields = readFields(context.getNodeParameter('fields', itemIndex));
			const blocks = [...new Set([...included, ...fields.filter(isBlock)])];
			return { blocks, shape: (call) => pick(call, fields) };
		}
		default:
			throw invalidInput('Output', output, 'is not known', 'Choose one of the list.');
	}
}

function readFields(value: unknown): string[] {
	const fields = typeof value === 'string' ? value.split(',').map((field) => field.trim()) : value;
	const named = (field: unknown) => typeof field === 'string' && field !== '';
	if (Array.isArray(fields) && fields.length > 0 && fields.every(named)) return fields as string[];
	throw invalidInput('Fields', value, 'names no field', 'Choose at least one field.');
}

function simplifier(included: CallBlock[], zone: string): CallOutput['shape'] {
	const clock = callClock(zone);
	const keys = [...simplifiedKeys, ...included];
	return (call) => {
		const simple = pick(call, keys);
		simple.date = clock(call)?.iso ?? simple.date;
		return simple;
	};
}

/** Takes own keys only: a record may have any key, `__proto__` among them. */
function pick(call: CalltouchRecord, keys: readonly string[]): IDataObject {
	const picked: IDataObject = {};
	for (const key of keys) {
		const value = Object.hasOwn(call, key) ? (call[key] as IDataObject) : null;
		if (key === '__proto__') Object.defineProperty(picked, key, { value, enumerable: true });
		else picked[key] = value;
	}
	return picked;
}
