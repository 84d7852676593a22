import { invalidInput } from '../../api/errors';
import { parseExact } from '../../api/json/parse';
import { emptyInput, field, bareValue, type Field } from './field';
import { parseText, textProperty, type TextSettings } from './text';

/** Description of a text field that takes several values. */
export const several = 'Give several as a list or separated by commas';

/**
 * Several values, as a list or comma-separated text. `parse` parses each one; `max` limits their number; `separator` is
 * what stands between them instead of a comma.
 */
export function list<T = string>(
	label: string,
	{
		max,
		parse,
		separator,
		...shown
	}: TextSettings & {
		max?: number;
		parse?: (value: unknown, label: string) => T;
		separator?: RegExp;
	},
): Field<T[]> {
	const parseEntry = parse ?? (parseText as (value: unknown, label: string) => T);
	return field({
		label,
		property: textProperty(shown),
		parse: (value, name) =>
			parseList(value, name, max, separator).map((entry) => parseEntry(entry, name)),
	});
}

/** Several addresses, which also tables and people separate by semicolons, spaces and line breaks. */
export function emails(label: string): Field<string[]> {
	const shown = { example: 'client@example.com', description: several };
	return list(label, { ...shown, separator: /[,;\s]/ });
}

/**
 * Splits a list, a list in JSON or a comma-separated text into its entries, without empty ones.
 * @throws CalltouchError if there are none, or too many
 */
export function parseList(
	value: unknown,
	label: string,
	max = Infinity,
	separator: string | RegExp = ',',
): unknown[] {
	if (Array.isArray(value) && value.length === 0) return [];
	const parts: unknown[] = Array.isArray(value)
		? value
		: partsOf(parseText(value, label), separator);
	const entries = parts.map(bareValue).filter((entry) => entry !== undefined);
	if (entries.length === 0) throw emptyInput(label);
	if (entries.length <= max) return entries;
	throw tooMany(label, max);
}

/** A spreadsheet keeps a list as JSON, and a model writes it so where it may give a text only. */
function partsOf(text: string, separator: string | RegExp): unknown[] {
	try {
		const json = text.startsWith('[') ? parseExact(text) : undefined;
		if (Array.isArray(json)) return json;
	} catch {
		// A tag may begin with a bracket.
	}
	return text.split(separator);
}

/** The error for more entries than Calltouch takes at once. */
export function tooMany(label: string, max: number) {
	const remedy = 'Give fewer, or split them over several items.';
	return invalidInput(label, undefined, `has more than ${max} entries`, remedy);
}
