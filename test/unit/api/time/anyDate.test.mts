import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	addDays,
	daysOf,
	mondayOf,
	monthBefore,
	monthOf,
	readAnyDay,
	readDay,
	splitRange,
	weekdayOf,
} from '../../../../nodes/Calltouch/api/time/dates';
import { isoText, readMoment, recordTime } from '../../../../nodes/Calltouch/api/time/moments';
import { wallClock } from '../../../../nodes/Calltouch/api/time/wallClock';
import { anyDate, given, isDay, many, zone } from '../../../support/anyDate.mts';

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
