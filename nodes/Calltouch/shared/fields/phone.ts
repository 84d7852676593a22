import { invalidInput } from '../../api/errors';
import { readPhone } from '../../api/readPhone';
import { field, type Field } from './field';
import { list } from './list';
import { parseText, textProperty, type TextSettings } from './text';

/** A phone in any notation, as digits with the country code. */
export function phone(label: string, shown: TextSettings): Field<string> {
	return field({ label, property: textProperty(shown), parse: parsePhone });
}

/** Several phones, as a list or comma-separated text. */
export function phones(label: string, shown: TextSettings): Field<string[]> {
	return list(label, { ...shown, parse: parsePhone });
}

/**
 * Parses a phone in any notation into digits with the country code.
 * @throws CalltouchError if it is not a complete phone number
 */
export function parsePhone(value: unknown, label: string): string {
	const given = parseText(value, label);
	const read = readPhone(given);
	if (read !== undefined) return read;
	throw invalidInput(
		label,
		given,
		'is not a phone number with its area code',
		'Write it as +7 915 888-11-22 or 79158881122.',
	);
}
