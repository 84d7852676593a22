import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import {
	addDays,
	earliestDay,
	monthBefore,
	monthOf,
	readAnyDay,
	today,
	type Day,
	type DayRange,
} from '../api/dates';
import { invalidInput, unknownChoice } from '../api/errors';

/** Most days that "Last Days" takes: ten years. */
const mostDays = 3660;

export const periodParameters: INodeProperties[] = [
	{
		displayName: 'Period',
		name: 'period',
		type: 'options',
		options: [
			{
				name: 'Date Range',
				value: 'range',
				description: 'From one date to another, both included',
			},
			{
				name: 'Last Days',
				value: 'lastDays',
				description: 'A number of days up to yesterday or today',
			},
			{ name: 'Last Month', value: 'lastMonth', description: 'The whole month before this one' },
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
			{ name: 'Today', value: 'today', description: 'Today so far' },
			{ name: 'Yesterday', value: 'yesterday', description: 'The whole day before today' },
		],
		default: 'yesterday',
		description: 'Days to read, in the time zone of the Calltouch account',
	},
	{
		displayName: 'Days',
		name: 'days',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: mostDays },
		default: 7,
		description: 'How many days to read',
		displayOptions: { show: { period: ['lastDays'] } },
	},
	{
		displayName: 'Include Today',
		name: 'includeToday',
		type: 'boolean',
		default: false,
		description: 'Whether today is the last of these days. Otherwise yesterday is.',
		displayOptions: { show: { period: ['lastDays'] } },
	},
	{
		displayName: 'Date From',
		name: 'dateFrom',
		type: 'dateTime',
		default: '',
		required: true,
		placeholder: 'e.g. 2025-12-01',
		description:
			'First day. A value with a time zone is moved to the time zone of the account. 31/12/2025 is read as day/month/year.',
		displayOptions: { show: { period: ['range', 'sinceDate'] } },
	},
	{
		displayName: 'Date To',
		name: 'dateTo',
		type: 'dateTime',
		default: '',
		required: true,
		placeholder: 'e.g. 2025-12-31',
		description: 'Last day, included; today at the latest',
		displayOptions: { show: { period: ['range'] } },
	},
];

/**
 * The days that an input item asks for.
 * @throws CalltouchError that names the parameter and shows its value
 */
export function readPeriod(context: IExecuteFunctions, itemIndex: number, zone: string): DayRange {
	const period = context.getNodeParameter('period', itemIndex) as string;
	const parameter = (name: string) => context.getNodeParameter(name, itemIndex);
	const now = today(zone);
	const yesterday = addDays(now, -1);
	switch (period) {
		case 'yesterday':
			return { from: yesterday, to: yesterday };
		case 'today':
			return { from: now, to: now };
		case 'lastDays': {
			const to = parameter('includeToday') === true ? now : yesterday;
			return { from: addDays(to, 1 - readDays(parameter('days'))), to };
		}
		case 'thisMonth':
			return { from: monthOf(now).from, to: now };
		case 'lastMonth':
			return monthBefore(now);
		case 'range':
			return readRange(parameter('dateFrom'), parameter('dateTo'), now, zone);
		case 'sinceDate':
			return readSince(parameter('dateFrom'), yesterday, zone);
		default:
			throw unknownChoice('Period', period);
	}
}

function readDays(value: unknown): number {
	const days = Number(value);
	if (Number.isInteger(days) && days >= 1 && days <= mostDays) return days;
	throw invalidInput('Days', value, `is not a whole number from 1 to ${mostDays}`);
}

/**
 * A day on which Calltouch may have something: from its first day to today.
 * @throws CalltouchError that names the parameter and shows the value
 */
export function readPastDay(parameter: string, value: unknown, zone: string): Day {
	const day = readDate(parameter, value, zone);
	refuseComing(parameter, day, today(zone));
	return day;
}

function readRange(dateFrom: unknown, dateTo: unknown, now: Day, zone: string): DayRange {
	const from = readDate('Date From', dateFrom, zone);
	const to = readDate('Date To', dateTo, zone);
	refuseComing('Date From', from, now);
	refuseComing('Date To', to, now);
	if (from <= to) return { from, to };
	throw invalidInput('Date From', from, `is after Date To "${to}"`, 'Swap the two dates.');
}

function refuseComing(parameter: string, day: Day, now: Day): void {
	if (day <= now) return;
	throw invalidInput(
		parameter,
		day,
		`is after today (${now})`,
		'Calltouch knows no calls, requests and deals of days to come. Choose today or an earlier date.',
	);
}

function readSince(dateFrom: unknown, yesterday: Day, zone: string): DayRange {
	const from = readDate('Date From', dateFrom, zone);
	if (from <= yesterday) return { from, to: yesterday };
	throw invalidInput(
		'Date From',
		from,
		`is after yesterday (${yesterday}), which is the last day of this period`,
		'Choose an earlier date, or another Period.',
	);
}

function readDate(parameter: string, value: unknown, zone: string): Day {
	const day = readAnyDay(value, zone);
	if (day === undefined) {
		const empty = value === '' || value === undefined || value === null;
		throw invalidInput(
			parameter,
			empty ? undefined : value,
			empty ? 'is empty' : 'is not a date',
			'Write a date as 2025-12-31 or 31/12/2025.',
		);
	}
	if (day >= earliestDay) return day;
	const why = `is before ${earliestDay}, the first day that can be read`;
	throw invalidInput(parameter, day, why, 'Choose a later date.');
}
