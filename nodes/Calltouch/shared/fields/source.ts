import type { IDataObject } from 'n8n-workflow';
import type { InputSource, ParameterSource } from './parameters';
import type { Source } from './field';

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
