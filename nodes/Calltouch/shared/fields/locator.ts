import type { INodePropertyMode } from 'n8n-workflow';
import { invalidInput } from '../../api/errors';
import { field, type Definition, type Field } from './field';

/** The lists that the editor can offer. */
export type ListMethod =
	| 'searchCallValues'
	| 'searchCalls'
	| 'searchDeals'
	| 'searchFunnels'
	| 'searchManagers'
	| 'searchSources'
	| 'searchTags'
	| 'searchTrackedNumbers';

/** How a value is taken from a web address. */
interface Link {
	/** Has one group, the value; the same for the editor, which knows no flags. */
	regex: string;
	example: string;
	/** What an address may lack, e.g. `a call ID`. */
	value: string;
}

/** What may be typed; n8n anchors the pattern at both ends. */
interface Validation {
	regex: string;
	errorMessage: string;
}

interface LocatorSettings<T> {
	description: string;
	list: ListMethod;
	/** The mode in which a value is typed. */
	typed?: Pick<INodePropertyMode, 'placeholder' | 'hint'> & {
		validation?: Validation;
	};
	/** Adds the mode By URL. */
	link?: Link;
	/** Key of the input item whose value the field takes at first. */
	inputKey?: string;
	parse: Definition<T>['parse'];
}

/**
 * A value chosen from a list, typed, or taken from a link. Plain values of saved workflows and expressions are read like
 * typed ones, in whatever mode.
 */
export function locator<T>(
	label: string,
	{ description, list, typed = {}, link, inputKey, parse }: LocatorSettings<T>,
): Field<T> {
	return field({
		label,
		property: {
			type: 'resourceLocator',
			default: { mode: 'id', value: inputKey === undefined ? '' : inputText(inputKey) },
			description,
			// n8n shows the plain value of a saved workflow in the first mode.
			modes: [typedMode(typed), listMode(list), ...(link ? [linkMode(link)] : [])],
		},
		inputKey,
		parse: (value, name, zone) => parse(link ? unlinked(value, name, link) : value, name, zone),
	});
}

/**
 * What a field shows that takes a value of the input item. It is no expression of n8n, which begins with `=`: the editor
 * appends a dropped field to an expression, but replaces a text.
 */
export function inputText(key: string): string {
	return `{{ $json.${key} }}`;
}

export function listMode(searchListMethod: ListMethod): INodePropertyMode {
	return mode('list', 'From List', { typeOptions: { searchListMethod, searchable: true } });
}

function typedMode({
	validation,
	...shown
}: NonNullable<LocatorSettings<unknown>['typed']>): INodePropertyMode {
	return mode('id', 'By ID', { ...shown, ...(validation ? checked(validation) : {}) });
}

function linkMode({ regex, example, value }: Link): INodePropertyMode {
	return mode('url', 'By URL', {
		placeholder: `e.g. ${example}`,
		...checked({ regex: `(?:${regex}.*)?`, errorMessage: `This is not a link with ${value}` }),
		extractValue: { type: 'regex', regex },
	});
}

function mode(
	name: 'id' | 'list' | 'url',
	displayName: string,
	shown: Partial<INodePropertyMode>,
): INodePropertyMode {
	const type = name === 'list' ? 'list' : 'string';
	return { displayName, name, type, ...shown };
}

function checked(properties: Validation): Pick<INodePropertyMode, 'validation'> {
	return { validation: [{ type: 'regex', properties }] };
}

function unlinked(value: unknown, label: string, { regex, value: wanted }: Link): unknown {
	if (typeof value !== 'string' || !/^https?:/i.test(value)) return value;
	const found = new RegExp(regex).exec(value)?.[1];
	if (found !== undefined) return found;
	throw invalidInput(label, value, `is a link without ${wanted}`, `Enter ${wanted} itself.`);
}
