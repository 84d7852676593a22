import { invalidInput } from '../../api/errors';
import { digits } from '../../api/ids';
import { field, type Field, type Property } from './field';

/** Settings of a text parameter besides its label. */
export interface TextSettings extends Partial<Property> {
	/** Example value, without `e.g.`. */
	example?: string;
}

export function textProperty({ example, ...shown }: TextSettings): Property {
	const placeholder = example === undefined ? {} : { placeholder: `e.g. ${example}` };
	return { type: 'string', default: '', ...placeholder, ...shown };
}

/** A text; a number becomes its digits. `max` is the length that Calltouch accepts. */
export function text(label: string, shown: TextSettings & { max?: number } = {}): Field<string> {
	const { max, ...rest } = shown;
	return field({
		label,
		property: textProperty(rest),
		parse: (value, name) => parseText(value, name, max),
	});
}

/** A Calltouch ID, as digits. */
export function id(label: string, shown: TextSettings): Field<string> {
	return field({
		label,
		property: textProperty(shown),
		parse: (value, name) => digits(value, name),
	});
}

/**
 * Trims a text.
 * @throws CalltouchError if the value is not text, too long, or a number that JavaScript does not hold exactly
 */
export function parseText(value: unknown, label: string, max = Infinity): string {
	const isText = typeof value === 'string' || typeof value === 'bigint' || Number.isFinite(value);
	if (!isText) throw invalidInput(label, value, 'is not text', 'Give text or a number.');
	if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
		throw invalidInput(label, value, 'is a number that has lost digits', 'Give it as text.');
	}
	const given = String(value).trim();
	if (given.length <= max) return given;
	throw invalidInput(label, given, `is longer than ${max} characters`, 'Shorten it.');
}
