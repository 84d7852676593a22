import type { INodePropertyOptions } from 'n8n-workflow';
import { invalidInput } from '../../api/errors';
import { field, type Field } from './field';
import { parseList } from './list';

type Choice<T> = Omit<INodePropertyOptions, 'value'> & { value: T };

interface ChoiceSettings<T, D> {
	options: ReadonlyArray<Choice<T>>;
	default: D;
	description?: string;
}

/** One of a list, identified by its value. */
export function choice<const T extends string | number>(
	label: string,
	{ options, ...shown }: ChoiceSettings<T, NoInfer<T>>,
): Field<T> {
	const known = options.map(({ value }) => value);
	return field({
		label,
		property: { type: 'options', options: [...options], ...shown },
		parse: (value, name) => parseChoice(value, name, known),
	});
}

/** Several of a list, without duplicates. `mayBeNone` accepts an empty list as a value. */
export function choices<const T extends string>(
	label: string,
	{
		options,
		default: defaultValue,
		mayBeNone,
		...shown
	}: ChoiceSettings<T, Array<NoInfer<T>>> & {
		mayBeNone?: boolean;
	},
): Field<T[]> {
	const known = options.map(({ value }) => value);
	return field({
		label,
		property: { type: 'multiOptions', options: [...options], default: defaultValue, ...shown },
		mayBeNone,
		parse: (value, name) => [
			...new Set(parseList(value, name).map((entry) => parseChoice(entry, name, known))),
		],
	});
}

function parseChoice<T extends string | number>(
	value: unknown,
	label: string,
	known: readonly T[],
): T {
	const isWord = typeof value === 'string' || typeof value === 'number';
	const chosen = isWord ? known.find((option) => String(option) === String(value)) : undefined;
	if (chosen !== undefined) return chosen;
	const hint = known.length <= 10 ? ` An expression gives one of ${known.join(', ')}.` : '';
	throw invalidInput(label, value, 'is not known', `Choose one from the list.${hint}`);
}
