import {
	addDays,
	mondayOf,
	monthBefore,
	monthOf,
	today,
	type Day,
	type DayRange,
} from '../../api/time/dates';
import { invalidInput } from '../../api/errors';
import { choice } from '../fields/choice';
import { day } from '../fields/day';
import {
	needed,
	propertiesOf,
	readerOf,
	shownFor,
	withDefault,
	type Part,
	type Source,
} from '../fields/field';
import { toggle } from '../fields/toggle';
import { whole } from '../fields/whole';

/** Limit of "Last Days": ten years. */
const maxDays = 3660;

const dateFrom = day('Date From', {
	placeholder: 'e.g. 2025-12-01',
	description:
		'First day. A value with a time zone is moved to the time zone of the account. 31/12/2025 is read as day/month/year.',
});
const dateTo = day('Date To', {
	placeholder: 'e.g. 2025-12-31',
	description: 'Last day, included; today at the latest',
});

const periods = [
	{
		name: 'Date Range',
		value: 'range',
		description: 'From one date to another, both included',
	},
	{
		name: 'Last 30 Days',
		value: 'last30Days',
		description: 'Today so far and the 29 days before',
	},
	{
		name: 'Last Days',
		value: 'lastDays',
		description: 'A number of days up to yesterday or today',
	},
	{
		name: 'Last Month',
		value: 'lastMonth',
		description: 'The whole month before this one',
	},
	{
		name: 'Last Week',
		value: 'lastWeek',
		description: 'The whole week before this one, Monday to Sunday',
	},
	{
		name: 'Since Date',
		value: 'sinceDate',
		description: 'From a date up to and including yesterday',
	},
	{
		name: 'This Month',
		value: 'thisMonth',
		description: 'From the first of this month up to and including today',
	},
	{
		name: 'This Week',
		value: 'thisWeek',
		description: 'From Monday up to and including today',
	},
	{ name: 'Today', value: 'today', description: 'Today so far' },
	{ name: 'Yesterday', value: 'yesterday', description: 'The whole day before today' },
] as const;

type PeriodName = (typeof periods)[number]['value'];

function partsOf(defaultPeriod: PeriodName) {
	const own = choice<PeriodName>('Period', {
		options: periods,
		default: defaultPeriod,
		description: 'Days to read, in the time zone of the Calltouch account',
	});
	return { period: withDefault(own), ...periodParts };
}

const periodParts = {
	days: shownFor(
		withDefault(
			whole('Days', { min: 1, max: maxDays, default: 7, description: 'How many days to read' }),
		),
		{ period: ['lastDays'] },
	),
	includeToday: shownFor(
		withDefault(
			toggle('Include Today', 'Whether today is the last of these days. Otherwise yesterday is.'),
		),
		{ period: ['lastDays'] },
	),
	// Not marked as required: n8n takes any field for shown while Period is an expression, and would not start.
	dateFrom: shownFor(needed(dateFrom), { period: ['range', 'sinceDate'] }),
	dateTo: shownFor(needed(dateTo), { period: ['range'] }),
};

/** The days to read for an input item, with another period as the default. */
export function periodOf(defaultPeriod: PeriodName): Part<DayRange> {
	const parts = partsOf(defaultPeriod);
	return {
		properties: () => propertiesOf(parts),
		read: (source) => readPeriod(parts, source),
	};
}

/** The days to read for an input item. */
export const period = periodOf('yesterday');

function readPeriod(parts: ReturnType<typeof partsOf>, source: Source): DayRange {
	const read = readerOf(parts, source);
	const now = today(source.zone);
	const yesterday = addDays(now, -1);
	switch (read('period')) {
		case 'yesterday':
			return { from: yesterday, to: yesterday };
		case 'today':
			return { from: now, to: now };
		case 'lastDays': {
			const to = read('includeToday') ? now : yesterday;
			return { from: addDays(to, 1 - read('days')), to };
		}
		case 'last30Days':
			return { from: addDays(now, -29), to: now };
		case 'thisWeek':
			return { from: mondayOf(now), to: now };
		case 'lastWeek': {
			const monday = mondayOf(now);
			return { from: addDays(monday, -7), to: addDays(monday, -1) };
		}
		case 'thisMonth':
			return { from: monthOf(now).from, to: now };
		case 'lastMonth':
			return monthBefore(now);
		case 'range':
			return checkRange(read('dateFrom'), read('dateTo'), now);
		case 'sinceDate':
			return checkSince(read('dateFrom'), yesterday);
	}
}

const dateFromLabel = dateFrom.definition.label;
const dateToLabel = dateTo.definition.label;

function checkRange(from: Day, to: Day, now: Day): DayRange {
	refuseFuture(dateFromLabel, from, now);
	refuseFuture(dateToLabel, to, now);
	if (from <= to) return { from, to };
	throw invalidInput(dateFromLabel, from, `is after ${dateToLabel} "${to}"`, 'Swap the two dates.');
}

/**
 * Rejects a day in the future, which no journal has.
 * @throws CalltouchError that names the label and shows the day
 */
export function refuseFuture(label: string, given: Day, now: Day): void {
	if (given <= now) return;
	throw invalidInput(
		label,
		given,
		`is after today (${now})`,
		'Calltouch knows no calls, requests and deals of days to come. Choose today or an earlier date.',
	);
}

function checkSince(from: Day, yesterday: Day): DayRange {
	if (from <= yesterday) return { from, to: yesterday };
	throw invalidInput(
		dateFromLabel,
		from,
		`is after yesterday (${yesterday}), which is the last day of this period`,
		'Choose an earlier date, or another Period.',
	);
}
