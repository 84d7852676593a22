import { invalidInput } from '../../api/errors';
import { field, type Field } from './field';
import { textProperty, type TextSettings } from './text';

/** A time of day as `hh:mm:ss`; `seconds` are appended to a time without seconds. */
export function timeOfDay(
	label: string,
	{ seconds, ...shown }: TextSettings & { seconds: string },
): Field<string> {
	return field({
		label,
		property: textProperty(shown),
		parse: (value, name) => parseTime(value, name, seconds),
	});
}

/** `9:30` and `09:30:15` become `hh:mm:ss`. */
function parseTime(value: unknown, label: string, seconds: string): string {
	const text = typeof value === 'string' ? value : '';
	const [, hour, minute, second = seconds] =
		/^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(text) ?? [];
	if (hour) return `${hour.padStart(2, '0')}:${minute}:${second}`;
	throw invalidInput(label, value, 'is not a time of day', 'Write a time as 09:30.');
}
