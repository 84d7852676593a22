import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
	addDays,
	daysOf,
	earliestDay,
	mondayOf,
	monthBefore,
	monthOf,
	readAnyDay,
	readDay,
	splitRange,
	today,
	weekdayOf,
} from '../../../../nodes/Calltouch/api/time/dates';
import { CalltouchError } from '../../../../nodes/Calltouch/api/errors';
import { isoText, readMoment, recordTime } from '../../../../nodes/Calltouch/api/time/moments';
import { wallClock } from '../../../../nodes/Calltouch/api/time/wallClock';
import { rowSource } from '../../../../nodes/Calltouch/shared/fields/source';
import { period } from '../../../../nodes/Calltouch/shared/parameters/period';

const zones = ['Europe/Moscow', 'UTC', 'Asia/Kamchatka', 'America/Los_Angeles', 'Pacific/Apia'];
const zone = fc.constantFrom(...zones);
const isDay = /^\d{4}-\d\d-\d\d$/;
const many = { numRuns: 2000 };

/** Any moment that JavaScript knows: the year -271821 to 275760. */
const anyDate = fc.oneof(
	fc.date({ noInvalidDate: true }),
	fc.date({ min: new Date('1990-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
	fc.constantFrom(new Date(8.64e15), new Date(-8.64e15), new Date('9999-12-31')),
);

/** Any year, in every way in which a picker, a person or an expression writes it. */
const year = fc.oneof(
	fc.integer({ min: 0, max: 275_760 }),
	fc.integer({ min: 1990, max: 2100 }),
	fc.constantFrom(0, 1, 99, 999, 1000, 1999, 2000, 9999, 10_000, 99_999, 100_000, 275_760),
);
const two = (most: number) =>
	fc.integer({ min: 1, max: most }).map((n) => String(n).padStart(2, '0'));
const text = fc
	.tuple(
		year,
		two(12),
		two(31),
		fc.constantFrom('iso', 'picker', 'signed', 'negative', 'day first'),
	)
	.map(([number, month, day, notation]) => {
		const padded = String(number).padStart(4, '0');
		switch (notation) {
			case 'picker':
				return `${padded}-${month}-${day}T00:00:00`;
			case 'signed':
				return `+${String(number).padStart(6, '0')}-${month}-${day}T00:00:00.000Z`;
			case 'negative':
				return `-${String(number).padStart(6, '0')}-${month}-${day}T00:00:00.000Z`;
			case 'day first':
				return `${day}/${month}/${padded}`;
			default:
				return `${padded}-${month}-${day}`;
		}
	});
const given = fc.oneof(
	text,
	anyDate,
	fc.tuple(anyDate, zone).map(([date, at]) => DateTime.fromJSDate(date, { zone: at })),
	anyDate.map((date) => date.toISOString()),
	fc.oneof(fc.double(), fc.maxSafeInteger(), fc.bigInt()),
	fc.anything(),
);

function readRange(parameters: Record<string, unknown>, at: string) {
	return period.read(
		rowSource(parameters as IDataObject, at, (label) => label),
		'period',
	);
}

/** The days of a period, or the message that refuses it. */
function outcome(parameters: Record<string, unknown>, at: string) {
	try {
		return readRange(parameters, at);
	} catch (error) {
		expect(error).toBeInstanceOf(CalltouchError);
		return (error as CalltouchError).message;
	}
}

describe('a period', () => {
	const yesterday = (at: string) => addDays(today(at), -1);

	it('lies between the first day of all and today, or is refused with the name of the date', () => {
		fc.assert(
			fc.property(given, given, zone, (dateFrom, dateTo, at) => {
				const range = outcome({ period: 'range', dateFrom, dateTo }, at);
				if (typeof range === 'string') {
					expect(range).toMatch(/^Date (?:From|To)\b/);
					return;
				}
				expect([earliestDay, range.from, range.to, today(at)]).toEqual(
					[earliestDay, range.from, range.to, today(at)].sort(),
				);
			}),
			many,
		);
	});

	it('since a day ends yesterday, or is refused with the name of the date', () => {
		fc.assert(
			fc.property(given, zone, (dateFrom, at) => {
				const range = outcome({ period: 'sinceDate', dateFrom }, at);
				if (typeof range === 'string') expect(range).toMatch(/^Date From\b/);
				else expect(range.from >= earliestDay && range.to === yesterday(at)).toBe(true);
			}),
			many,
		);
	});

	it.each(zones)('may end today in %s, and not tomorrow', (at) => {
		const now = today(at);
		const range = (dateFrom: string, dateTo: string) =>
			outcome({ period: 'range', dateFrom, dateTo }, at);
		expect(range(now, now)).toEqual({ from: now, to: now });
		const tomorrow = addDays(now, 1);
		expect(range(now, tomorrow)).toBe(`Date To "${tomorrow}" is after today (${now})`);
		expect(range(tomorrow, tomorrow)).toBe(`Date From "${tomorrow}" is after today (${now})`);
	});

	it.each([
		'9999-12-31',
		'9999-12-31T23:59:59',
		'31/12/9999',
		'10000-01-01',
		'20000-12-31T00:00:00',
		'+275760-09-13T00:00:00.000Z',
		'31.12.99999',
		new Date(8.64e15),
		DateTime.fromObject({ year: 275_000 }),
	])('is refused as one that ends after today when it ends at %s', (dateTo) => {
		for (const at of zones) {
			const message = outcome({ period: 'range', dateFrom: '2025-12-01', dateTo }, at);
			expect(message).toMatch(/^Date To ".*" is after today \(\d{4}-\d\d-\d\d\)$/);
		}
	});

	it.each(['1999-12-31', '0000-01-01', '01/01/0001', '-000001-01-01', new Date(-8.64e15)])(
		'is refused as one that begins too early when it begins at %s',
		(dateFrom) => {
			for (const at of zones) {
				const message = outcome({ period: 'range', dateFrom, dateTo: '2025-12-31' }, at);
				expect(message).toMatch(/^Date From ".*" is before 2000-01-01, the first day/);
			}
		},
	);
});

describe('a week or a month', () => {
	afterEach(() => void vi.useRealTimers());

	it.each([
		// A Monday, a Sunday, and the first days of a year and a month.
		['2026-01-05', 'thisWeek', '2026-01-05', '2026-01-05'],
		['2026-01-05', 'lastWeek', '2025-12-29', '2026-01-04'],
		['2026-01-04', 'thisWeek', '2025-12-29', '2026-01-04'],
		['2026-01-04', 'lastWeek', '2025-12-22', '2025-12-28'],
		['2026-01-01', 'last30Days', '2025-12-03', '2026-01-01'],
		['2024-03-01', 'last30Days', '2024-02-01', '2024-03-01'],
	])('on %s, %s is %s to %s', (now, name, from, to) => {
		vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(`${now}T12:00:00+03:00`) });
		expect(readRange({ period: name }, 'Europe/Moscow')).toEqual({ from, to });
	});

	it('begins on the Monday of the account', () => {
		vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-01-04T20:00:00Z') });
		expect(readRange({ period: 'thisWeek' }, 'UTC').from).toBe('2025-12-29');
		expect(readRange({ period: 'thisWeek' }, 'Asia/Kamchatka').from).toBe('2026-01-05');
	});
});

describe('any day', () => {
	const days = fc.oneof(
		anyDate.map((date) => readAnyDay(date, 'UTC') ?? ''),
		fc.constantFrom('', 'x', '9999-12-31', '0000-01-01', '+010000-01-01', '2025-02-30'),
		fc.string(),
	);

	it('compares as text, whatever year it is read from', () => {
		fc.assert(
			fc.property(given, zone, (value, at) => {
				const day = readAnyDay(value, at);
				if (day !== undefined) expect(day).toMatch(isDay);
				if (readDay(value, at) !== undefined) expect(readDay(value, at)).toBe(day);
			}),
			many,
		);
	});

	it('never makes a loop that runs away, nor a list beyond a hundred years', () => {
		fc.assert(
			fc.property(days, days, fc.integer({ min: 1, max: 90 }), (from, to, length) => {
				for (const read of [() => daysOf({ from, to }), () => splitRange({ from, to }, length)]) {
					try {
						expect(read().length).toBeLessThanOrEqual(36_600);
					} catch (error) {
						expect((error as Error).message).toMatch(/is longer than a hundred years$/);
					}
				}
			}),
			{ numRuns: 300 },
		);
	});

	it('of the last year stays in it, and its parts end', () => {
		const last = { from: '9999-12-30', to: '9999-12-31' };
		expect(daysOf(last)).toEqual(['9999-12-30', '9999-12-31']);
		expect(splitRange(last, 1)).toHaveLength(2);
		expect(addDays('9999-12-31', 1)).toBe('9999-12-31');
	});

	it('has a month, a week and a weekday', () => {
		fc.assert(
			fc.property(anyDate, (date) => {
				const day = readAnyDay(date, 'UTC') ?? '';
				for (const { from, to } of [monthOf(day), monthBefore(day)]) {
					expect(from).toMatch(isDay);
					expect(to).toMatch(isDay);
				}
				expect(weekdayOf(day)).toBeGreaterThan(0);
				if (day > '0000-01-07') expect(mondayOf(day)).toMatch(isDay);
			}),
			many,
		);
	});
});

describe('any moment', () => {
	it('of a call is a time with a day that compares as text, or none', () => {
		const seconds = fc.oneof(
			fc.double(),
			fc.integer({ min: -8_640_000_000_000, max: 8_640_000_000_000 }),
			fc.constantFrom(8.64e12, -8.64e12, 8_639_999_999_999, -8_639_999_999_999, 253_402_300_799),
		);
		fc.assert(
			fc.property(seconds, zone, (at, name) => {
				const time = wallClock(name)(at);
				if (time) expect(time.local).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
			}),
			many,
		);
	});

	it('of a record or a parameter is ISO 8601 with four digits of the year, or none', () => {
		fc.assert(
			fc.property(given, zone, (value, at) => {
				const moment = readMoment(value, at);
				for (const shown of [moment && isoText(moment), recordTime(value, at)]) {
					if (shown !== undefined) expect(shown).toMatch(/^\d{4}-\d\d-\d\dT[\d:]{8}(?:Z|[+-])/);
				}
			}),
			many,
		);
	});
});
