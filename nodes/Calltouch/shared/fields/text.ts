import { invalidInput } from '../../api/errors';
import { digits } from '../../api/ids';
import { field, type Field, type Property } from './field';

/** What a text parameter shows beside its label. */
export interface TextSettings extends Partial<Property> {
	/** An example, without `e.g.` before it. */
	example?: string;
}

export function textProperty({ example, ...shown }: TextSettings): Property {
	const placeholder = example === undefined ? {} : { placeholder: `e.g. ${example}` };
	return { type: 'string', default: '', ...placeholder, ...shown };
}

/** A text; a number is taken as its digits. `max` is the length that Calltouch takes. */
export function text(label: string, shown: TextSettings & { max?: number } = {}): Field<string> {
	const { max, ...rest } = shown;
	return field({
		label,
		property: textProperty(rest),
		parse: (value, name) => parseText(value, name, max),
	});
}

/** An ID of Calltouch, as digits. */
export function id(label: string, shown: TextSettings): Field<string> {
	return field({
		label,
		property: textProperty(shown),
		parse: (value, name) => digits(value, name),
	});
}

/** @throws CalltouchError when the value is no text, or a longer one */
export function parseText(value: unknown, label: string, max = Infinity): string {
	const isText = typeof value === 'string' || typeof value === 'bigint' || Number.isFinite(value);
	if (!isText) throw invalidInput(label, value, 'is not text');
	const given = String(value).trim();
	if (given.length <= max) return given;
	throw invalidInput(label, given, `is longer than ${max} characters`, 'Shorten it.');
}
