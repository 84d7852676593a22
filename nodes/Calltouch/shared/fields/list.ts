import { invalidInput } from '../../api/errors';
import { emptyInput, field, bareValue, type Field } from './field';
import { parseText, textProperty, type TextSettings } from './text';

/** Description of a text field that takes several values. */
export const several = 'Give several as a list or separated by commas';

/** Several values, as a list or comma-separated text. `parse` parses each one; `max` limits their number. */
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
 * Splits a list or comma-separated text into its entries, without empty ones.
 * @throws CalltouchError if there are none, or too many
 */
export function parseList(value: unknown, label: string, max = Infinity): unknown[] {
	if (Array.isArray(value) && value.length === 0) return [];
	const parts: unknown[] = Array.isArray(value) ? value : parseText(value, label).split(',');
	const entries = parts.map(bareValue).filter((entry) => entry !== undefined);
	if (entries.length === 0) throw emptyInput(label);
	if (entries.length <= max) return entries;
	throw tooMany(label, max);
}

/** The error for more entries than Calltouch takes at once. */
export function tooMany(label: string, max: number) {
	const remedy = 'Give fewer, or split them over several items.';
	return invalidInput(label, undefined, `has more than ${max} entries`, remedy);
}
