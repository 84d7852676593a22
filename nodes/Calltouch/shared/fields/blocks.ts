import { invalidInput } from '../../api/errors';
import {
	emptyInput,
	field,
	isPlainObject,
	propertiesOf,
	valuesOf,
	type Field,
	type Parts,
	type Values,
} from './field';
import { rowSource } from './source';

const remedy = 'Fill in the fields one by one.';

interface Block<P extends Parts> {
	label: string;
	parts: P;
}

type Blocks = Record<string, Block<Parts>>;

/** The values of each block; undefined for one that was not added. */
export type BlockValues<B extends Blocks> = { [K in keyof B]: Values<B[K]['parts']> | undefined };

/** Groups of fields, each of which can be added once. */
export function blocks<B extends Blocks>(
	label: string,
	{ description, placeholder }: { description: string; placeholder: string },
	own: B,
): Field<BlockValues<B>> {
	const options = Object.entries(own).map(([name, block]) => ({
		displayName: block.label,
		name,
		values: propertiesOf(block.parts),
	}));
	return field({
		label,
		property: { type: 'fixedCollection', placeholder, default: {}, description, options },
		parse: (value, name, zone) => {
			if (!isPlainObject(value)) throw invalidInput(name, value, 'is not an object', remedy);
			if (Object.keys(value).length === 0) throw emptyInput(name);
			const only = options.length === 1;
			const read = Object.entries(own).map(([key, block]) => {
				const given = value[key];
				if (given === undefined) return [key, undefined];
				const place = only ? name : block.label;
				if (!isPlainObject(given)) throw invalidInput(place, given, 'is not an object', remedy);
				const labelOf = (inner: string) => `${inner} under ${place}`;
				return [key, valuesOf(block.parts, rowSource(given, zone, labelOf))];
			});
			return Object.fromEntries(read) as BlockValues<B>;
		},
	});
}
