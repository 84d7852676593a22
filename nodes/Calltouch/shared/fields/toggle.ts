import { invalidInput } from '../../api/errors';
import { field, type Field } from './field';

/** Accepted values of a switch, in lower case. */
const knownWords = new Map<string, boolean>([
	['true', true],
	['1', true],
	['yes', true],
	['да', true],
	['false', false],
	['0', false],
	['no', false],
	['нет', false],
]);

/** A switch. */
export function toggle(label: string, description: string, defaultValue = false): Field<boolean> {
	return field({
		label,
		property: { type: 'boolean', default: defaultValue, description },
		parse: parseToggle,
	});
}

function parseToggle(value: unknown, label: string): boolean {
	const isWord = ['boolean', 'number', 'string'].includes(typeof value);
	const known = isWord ? knownWords.get(String(value).toLowerCase()) : undefined;
	if (known !== undefined) return known;
	throw invalidInput(label, value, 'is neither true nor false', 'Give true or false.');
}
