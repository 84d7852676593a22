import { earliestDay, readAnyDay, type Day } from '../../api/time/dates';
import { invalidInput } from '../../api/errors';
import { field, type Field, type Property } from './field';

const remedy = 'Write a date as 2025-12-31 or 31/12/2025.';

/** A day of the account, not before `earliestDay`. */
export function day(label: string, shown: Partial<Property>): Field<Day> {
	return field({
		label,
		property: { type: 'dateTime', default: '', ...shown },
		remedy,
		parse: parseDay,
	});
}

function parseDay(value: unknown, label: string, zone: string): Day {
	const read = readAnyDay(value, zone);
	if (read === undefined) throw invalidInput(label, value, 'is not a date', remedy);
	if (read >= earliestDay) return read;
	const why = `is before ${earliestDay}, the first day that can be read`;
	throw invalidInput(label, read, why, 'Choose a later date.');
}
