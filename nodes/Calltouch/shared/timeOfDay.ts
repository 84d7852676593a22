import { invalidInput } from '../api/errors';
import { textField } from './collections';

const every = 'time of day, in the time zone of the account, on every day that is read';

export const timeFrom = textField('Time From', 'timeFrom', '09:00', `Earliest ${every}`);
export const timeTo = textField('Time To', 'timeTo', '18:00', `Latest ${every}`);

/** The times of day of a Filters collection as `hh:mm:ss`; missing seconds are filled so that the minute counts. */
export function readTimes(filters: { timeFrom?: unknown; timeTo?: unknown }) {
	return {
		timeFrom: readTime(timeFrom.displayName, filters.timeFrom, '00'),
		timeTo: readTime(timeTo.displayName, filters.timeTo, '59'),
	};
}

/** `9:30` and `09:30:15` become `hh:mm:ss`. */
function readTime(label: string, value: unknown, seconds: string): string | undefined {
	if (value === undefined || value === '') return undefined;
	const [, hour, minute, second = seconds] =
		/^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(String(value).trim()) ?? [];
	if (hour) return `${hour.padStart(2, '0')}:${minute}:${second}`;
	throw invalidInput(label, value, 'is not a time of day', 'Write a time as 09:30.');
}
