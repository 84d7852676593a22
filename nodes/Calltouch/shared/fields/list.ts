import { invalidInput } from '../../api/errors';
import { emptyInput, field, bareValue, type Field } from './field';
import { parseText, textProperty, type TextSettings } from './text';

/** Description of a text field that takes more than one value. */
export const several = 'Give several as a list or separated by commas';

/** Texts, given as a list or as text with commas. `parse` reads each; `max` is how many there may be. */
export function list<T = string>(
	label: string,
	{
		max,
		parse,
		...shown
	}: TextSettings & { max?: number; parse?: (value: unknown, label: string) => T },
): Field<T[]> {
	const parseEntry = parse ?? (parseText as (value: unknown, label: string) => T);
	return field({
		label,
		property: textProperty(shown),
		parse: (value, name) => parseList(value, name, max).map((entry) => parseEntry(entry, name)),
	});
}

/**
 * The entries of a list or of a text with commas, without the empty ones.
 * @throws CalltouchError when there is none, or there are too many
 */
export function parseList(value: unknown, label: string, max = Infinity): unknown[] {
	if (Array.isArray(value) && value.length === 0) return [];
	const parts: unknown[] = Array.isArray(value) ? value : parseText(value, label).split(',');
	const entries = parts.map(bareValue).filter((entry) => entry !== undefined);
	if (entries.length === 0) throw emptyInput(label);
	if (entries.length <= max) return entries;
	throw invalidInput(label, undefined, `has more than ${max} entries`);
}
