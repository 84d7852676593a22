import { invalidInput } from '../../api/errors';
import { field, type Field } from './field';
import { parseText, textProperty, type TextSettings } from './text';

/** In English `100,000` is a hundred thousand, in Russian a hundred. */
const ambiguous = /^-?[1-9]\d{0,2},\d{3}$/;

/** An amount of money as decimal text: `100 000,50` becomes `100000.50`. */
export function amount(label: string, shown: TextSettings): Field<string> {
	return field({ label, property: textProperty(shown), parse: parseAmount });
}

function parseAmount(value: unknown, label: string): string {
	const text = parseText(value, label);
	const given = text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.');
	if (!ambiguous.test(text) && /^-?\d{1,15}(?:\.\d+)?$/.test(given)) return given;
	throw invalidInput(label, value, 'is not an amount', 'Write it as 100000.50.');
}
