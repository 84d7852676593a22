import type { DateTime } from 'luxon';
import { invalidInput } from '../../api/errors';
import { readMoment } from '../../api/time/moments';
import { field, type Field } from './field';

/** A date and time, in the account's zone unless the value has an offset. */
export function moment(label: string, description: string): Field<DateTime> {
	return field({
		label,
		property: {
			type: 'dateTime',
			default: '',
			placeholder: 'e.g. 2025-12-31 10:30',
			description: `${description}. A time without a time zone is taken as the time of the account.`,
		},
		parse: parseMoment,
	});
}

function parseMoment(value: unknown, label: string, zone: string): DateTime {
	const read = readMoment(value, zone);
	if (read !== undefined) return read;
	throw invalidInput(
		label,
		value,
		'is not a date and time',
		'Write it as 2025-12-31 10:30 or 31/12/2025 10:30.',
	);
}
