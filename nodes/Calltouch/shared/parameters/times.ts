import { timeOfDay } from '../fields/timeOfDay';

const every = 'time of day, in the time zone of the account, on every day that is read';

/** Filters by time of day; missing seconds are filled in so that both bounds include their whole minute. */
export const times = {
	timeFrom: timeOfDay('Time From', {
		example: '09:00',
		description: `Earliest ${every}`,
		seconds: '00',
	}),
	timeTo: timeOfDay('Time To', { example: '18:00', description: `Latest ${every}`, seconds: '59' }),
};
