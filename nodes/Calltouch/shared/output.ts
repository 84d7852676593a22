import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { invalidInput, unknownChoice } from '../api/errors';
import type { CalltouchRecord } from '../api/types';
import { fieldLabel } from './labels';
import type { ParameterSource } from './parameters';

/** What the records of a list are, in the words of the Output parameter. */
interface OutputKind {
	/** A word for one record, e.g. `call`. */
	record: string;
	/** Keys that a record may have. */
	keys: readonly string[];
	/** Keys that Selected Fields begins with. */
	first: string[];
	/** Blocks that Calltouch leaves empty unless they are asked for. */
	include: INodePropertyOptions[];
}

const byName = (one: { name: string }, other: { name: string }) =>
	one.name.localeCompare(other.name, 'en');

/** The Output parameter of a list, the fields to choose from, and what Include adds. */
export function outputParameters({ record, keys, first, include }: OutputKind): INodeProperties[] {
	return [
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
			description: `How much of each ${record} to return`,
		},
		{
			displayName: 'Fields',
			name: 'fields',
			type: 'multiOptions',
			options: keys.map((key) => ({ name: fieldLabel(key), value: key })).sort(byName),
			default: [...first],
			description: `Fields to return. A field that a ${record} does not have comes as null.`,
			displayOptions: { show: { output: ['selected'] } },
		},
		{
			displayName: 'Include',
			name: 'include',
			type: 'multiOptions',
			options: include,
			default: [],
			description: `Data to add to each ${record}. Calltouch answers faster without it.`,
		},
	];
}

/** How records become items, and which blocks that needs from Calltouch. */
export interface Output<Block extends string> {
	blocks: Block[];
	shape: (record: CalltouchRecord) => IDataObject;
}

/** What a list knows about its records. */
interface Shaping<Block extends string> {
	/** The blocks that Include may name. */
	blocks: Record<Block, unknown>;
	/** The simplified record; what Include adds follows, as far as it is not there yet. */
	simplify: (record: CalltouchRecord, included: Block[]) => IDataObject;
}

/** @throws CalltouchError that names the parameter and shows its value */
export function readOutput<Block extends string>(
	context: ParameterSource,
	itemIndex: number,
	{ blocks: known, simplify }: Shaping<Block>,
): Output<Block> {
	const isBlock = (key: string): key is Block => Object.hasOwn(known, key);
	const included = readInclude(context, itemIndex, isBlock);
	const output = context.getNodeParameter('output', itemIndex) as string;
	switch (output) {
		case 'raw':
			return { blocks: included, shape: (record) => record as IDataObject };
		case 'simplified':
			return {
				blocks: included,
				shape: (record) => {
					const simple = simplify(record, included);
					const added = included.filter((key) => !Object.hasOwn(simple, key));
					return { ...simple, ...pick(record, added) };
				},
			};
		case 'selected': {
			const fields = readFields(context.getNodeParameter('fields', itemIndex));
			const blocks = [...new Set([...included, ...fields.filter(isBlock)])];
			return { blocks, shape: (record) => pick(record, fields) };
		}
		default:
			throw unknownChoice('Output', output);
	}
}

function readFields(value: unknown): string[] {
	const fields = typeof value === 'string' ? value.split(',').map((field) => field.trim()) : value;
	const named = (field: unknown) => typeof field === 'string' && field !== '';
	if (Array.isArray(fields) && fields.length > 0 && fields.every(named)) return fields as string[];
	throw invalidInput('Fields', value, 'names no field', 'Choose at least one field.');
}

/** Takes own keys only: a record may have any key, `__proto__` among them. */
export function pick(record: CalltouchRecord, keys: readonly string[]): IDataObject {
	const picked: IDataObject = {};
	for (const key of keys) {
		const value = Object.hasOwn(record, key) ? (record[key] as IDataObject) : null;
		if (key === '__proto__') Object.defineProperty(picked, key, { value, enumerable: true });
		else picked[key] = value;
	}
	return picked;
}

/** Blocks of the Include parameter. */
function readInclude<Block extends string>(
	context: ParameterSource,
	itemIndex: number,
	isBlock: (key: string) => key is Block,
): Block[] {
	const chosen = context.getNodeParameter('include', itemIndex, []) as string[];
	return chosen.map((block) => {
		if (isBlock(block)) return block;
		throw invalidInput('Include', block, 'is not known', 'Choose from the list.');
	});
}
