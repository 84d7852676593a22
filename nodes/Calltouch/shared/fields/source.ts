import type { IDataObject } from 'n8n-workflow';
import type { InputSource, ParameterSource } from './parameters';
import { isEmptyCell, isPlainObject, type Source } from './field';

/** The parameters of an input item. */
export function itemSource(
	context: ParameterSource & InputSource,
	itemIndex: number,
	zone: string,
): Source {
	return {
		zone,
		added: false,
		has: () => true,
		value: (name, defaultValue) => context.getNodeParameter(name, itemIndex, defaultValue),
		inputValue: (key) => context.getInputData?.()[itemIndex]?.json[key],
		labelOf: (label) => label,
	};
}

/**
 * The parameters of a tool. A model has to fill in every field that was left to it, and gives an empty text where it has
 * nothing to say; so an empty entry of a collection is none.
 */
export function toolSource(source: Source): Source {
	return {
		...source,
		value: (name, defaultValue) => withoutEmptyEntries(source.value(name, defaultValue)),
	};
}

function withoutEmptyEntries(value: unknown): unknown {
	if (!isPlainObject(value) || '__rl' in value) return value;
	return Object.fromEntries(Object.entries(value).filter(([, entry]) => !isEmptyCell(entry)));
}

/** The entries of a collection, all of which the user added. */
export function collectionSource(record: IDataObject, zone: string): Source {
	return { ...rowSource(record, zone, (label) => label), added: true };
}

/** One row of a list, whose fields may keep their defaults. */
export function rowSource(
	record: IDataObject,
	zone: string,
	labelOf: Source['labelOf'],
	inputValue?: Source['inputValue'],
): Source {
	return {
		zone,
		added: false,
		has: (name) => Object.hasOwn(record, name),
		value: (name) => record[name],
		inputValue,
		labelOf,
	};
}
