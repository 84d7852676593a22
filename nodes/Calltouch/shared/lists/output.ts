import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import type { Journal } from '../../api/journals/journal';
import { isOfNames, tagNames } from '../../api/journals/tags';
import type { CalltouchRecord } from '../../api/record';
import { choice, choices } from '../fields/choice';
import {
	field,
	meant,
	propertiesOf,
	readerOf,
	shownFor,
	withDefault,
	type Field,
	type Part,
} from '../fields/field';
import { parseList } from '../fields/list';
import { parseText } from '../fields/text';
import { dateFormat, dateTextOf, type DateText } from '../parameters/dateFormat';
import { optionsWith } from '../parameters/options';
import { fieldLabel } from './labels';

/** Describes the records of a list to the Output parameter. */
interface OutputKind<Block extends string> {
	/** Noun for one record, e.g. `call`. */
	record: string;
	/** Keys that Selected Fields begins with. */
	first: string[];
	/** Labels of the blocks that Calltouch leaves empty unless requested. */
	include: Record<Block, Omit<INodePropertyOptions, 'value'>>;
	/** Key of its tags, of which Simplified and Selected Fields show the names. */
	tags: Block;
	/** Creates the function that simplifies a record; included blocks it leaves out are appended. */
	simplifier: (zone: string, dateText: DateText) => Simplify<Block>;
}

type Simplify<Block> = (record: CalltouchRecord, included: Block[]) => IDataObject;

/** How records become items, and which blocks to request from Calltouch. */
export interface Output<Block extends string> {
	blocks: Block[];
	shape: (record: CalltouchRecord) => IDataObject;
}

/** The Output parameter of a list, its selectable fields, and Include. */
export function outputOf<Block extends string>(
	{ keys }: Pick<Journal<never, Block>, 'keys' | 'blocks'>,
	kind: OutputKind<NoInfer<Block>>,
): Part<Output<Block>> {
	const parts = partsOf(kind, keys);
	const isBlock = (key: string): key is Block => Object.hasOwn(kind.include, key);
	return {
		properties: () => propertiesOf(parts),
		read: (source) => {
			const read = readerOf(parts, source);
			const included = read('include');
			switch (read('output')) {
				case 'raw':
					return { blocks: included, shape: (record) => record as IDataObject };
				case 'simplified': {
					const { dateFormat: format } = formatOption.read(source, 'options');
					const simplify = kind.simplifier(source.zone, dateTextOf(format));
					return withTagNames(simplified(included, simplify), kind.tags);
				}
				case 'selected': {
					const fields = read('fields');
					const blocks = [...new Set([...included, ...fields.filter(isBlock)])];
					return withTagNames({ blocks, shape: (record) => pick(record, fields) }, kind.tags);
				}
			}
		},
	};
}

/** Shown among the options of the operation. */
const formatOption = optionsWith({ dateFormat });

const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name, 'en');

function partsOf<Block extends string>(
	{ record, first, include }: OutputKind<Block>,
	keys: readonly string[],
) {
	const blocks = Object.entries(include) as Array<[Block, Omit<INodePropertyOptions, 'value'>]>;
	return {
		output: withDefault(
			choice('Output', {
				options: [
					{
						name: 'Raw',
						value: 'raw',
						description: 'Everything, exactly as Calltouch sends it',
					},
					{
						name: 'Selected Fields',
						value: 'selected',
						description:
							'Only the fields that you choose, as Calltouch sends them, except that tags are a list of names',
					},
					{
						name: 'Simplified',
						value: 'simplified',
						description:
							'Ten useful fields, with a date that other nodes can read, and what Include adds',
					},
				],
				default: 'simplified',
				description: `How much of each ${record} to return`,
			}),
		),
		fields: shownFor(withDefault(fieldNames(record, keys, first)), { output: ['selected'] }),
		include: withDefault(
			meant(
				choices('Include', {
					options: blocks.map(([value, shown]) => ({ ...shown, value })).sort(byName),
					default: [],
					description: `Data to add to each ${record}. Calltouch answers faster without it. With Selected Fields, only what stands under Fields is shown.`,
				}),
			),
		),
	};
}

/** Field names; also unlisted ones, since Calltouch may send more. */
function fieldNames(record: string, keys: readonly string[], first: string[]): Field<string[]> {
	return field({
		label: 'Fields',
		property: {
			type: 'multiOptions',
			options: keys.map((key) => ({ name: fieldLabel(key), value: key })).sort(byName),
			default: [...first],
			description: `Fields to return. A field that a ${record} does not have comes as null.`,
		},
		remedy: 'Choose at least one field.',
		parse: (value, label) => parseList(value, label).map((entry) => parseText(entry, label)),
	});
}

function simplified<Block extends string>(
	included: Block[],
	simplify: Simplify<Block>,
): Output<Block> {
	return {
		blocks: included,
		shape: (record) => {
			const simple = simplify(record, included);
			const added = included.filter((key) => !Object.hasOwn(simple, key));
			return { ...simple, ...pick(record, added) };
		},
	};
}

function withTagNames<Block extends string>(
	{ blocks, shape }: Output<Block>,
	key: Block,
): Output<Block> {
	return {
		blocks,
		shape: (record) => {
			const shaped = shape(record);
			const tags = shaped[key];
			if (isOfNames(tags)) shaped[key] = tagNames(tags);
			return shaped;
		},
	};
}

/** Picks own keys only: a record may have any key, even `__proto__`. */
export function pick(record: CalltouchRecord, keys: readonly string[]): IDataObject {
	const picked: IDataObject = {};
	for (const key of keys) {
		const value = Object.hasOwn(record, key) ? (record[key] as IDataObject) : null;
		if (key === '__proto__') Object.defineProperty(picked, key, { value, enumerable: true });
		else picked[key] = value;
	}
	return picked;
}
