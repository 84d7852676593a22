import fc from 'fast-check';
import { DateTime, Settings } from 'luxon';
import { describe, expect, it } from 'vitest';
import {
	addDays,
	bodyTime,
	dayFirst,
	daysOf,
	importTime,
	mondayOf,
	monthBefore,
	monthFirst,
	monthOf,
	readDay,
	splitRange,
	weekdayOf,
} from '../../../../nodes/Calltouch/api/time/dates';
import { wallClock } from '../../../../nodes/Calltouch/api/time/wallClock';

const moscow = 'Europe/Moscow';
const zones = [
	moscow,
	'UTC',
	'Asia/Vladivostok',
	'America/Los_Angeles',
	'Asia/Kathmandu',
	'Australia/Lord_Howe',
];
const moment = fc
	.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
	.map((date) => DateTime.fromJSDate(date, { zone: 'utc' }).startOf('second'));
const day = moment.map((date) => date.toFormat('yyyy-MM-dd'));

describe('readDay', () => {
	it.each([
		['2025-12-31', '2025-12-31'],
		['2025-12-31T00:00:00', '2025-12-31'],
		['2025-12-31 23:59:59', '2025-12-31'],
		['31/12/2025', '2025-12-31'],
		['31-12-2025', '2025-12-31'],
		['31-12-2025 10:30', '2025-12-31'],
		['31.12.2025T10:30:15', '2025-12-31'],
		['1/2/2025', '2025-02-01'],
		['31.12.2025', '2025-12-31'],
		['31-12-2025', '2025-12-31'],
		['31-12-2025 10:30', '2025-12-31'],
		['31.12.2025T10:30:15', '2025-12-31'],
		['14/12/2023 18:52:13', '2023-12-14'],
		['20251231', '2025-12-31'],
		['2025-W01-1', '2024-12-30'],
		['2025-365', '2025-12-31'],
		[' 2025-12-31 ', '2025-12-31'],
		['2024-02-29', '2024-02-29'],
	])('takes %s as typed, in any zone', (text, expected) => {
		for (const zone of zones) expect(readDay(text, zone)).toBe(expected);
	});

	it.each([
		['2025-12-31T21:30:00Z', '2026-01-01'],
		['2025-12-31T20:59:59Z', '2025-12-31'],
		['2025-12-31T21:30:00.000+00:00', '2026-01-01'],
		['2026-01-01T05:00:00+10:00', '2025-12-31'],
		['2025-12-31 21:30:00+00', '2026-01-01'],
	])('moves %s to the zone of the account', (text, expected) => {
		expect(readDay(text, moscow)).toBe(expected);
	});

	it('moves a DateTime and a Date to the zone of the account', () => {
		const late = DateTime.fromISO('2025-12-31T13:00:00', { zone: 'America/Los_Angeles' });
		expect(readDay(late, moscow)).toBe('2026-01-01');
		expect(readDay(late.toJSDate(), moscow)).toBe('2026-01-01');
	});

	it.each([
		'2025-02-30',
		'30/02/2025',
		'2025-13-01',
		'12/31/2025',
		'yesterday',
		'',
		'2025',
		'25-12-31',
		'31/12/25',
		'2025-12-31T25:00',
		'2025-02-30T10:00:00Z',
		'2025-12-31x',
		'0000-00-00',
		1702569133,
		null,
		undefined,
		{},
		[],
		DateTime.invalid('none'),
		new Date(NaN),
	])('refuses %s', (value) => {
		expect(readDay(value, moscow)).toBeUndefined();
	});

	it('agrees with the calendar for any moment and zone', () => {
		fc.assert(
			fc.property(
				moment,
				fc.constantFrom(...zones),
				fc.constantFrom(...zones),
				(date, zone, other) => {
					const expected = date.setZone(zone).toFormat('yyyy-MM-dd');
					expect(readDay(date.toISO(), zone)).toBe(expected);
					expect(readDay(date.setZone(other).toISO(), zone)).toBe(expected);
					expect(readDay(date.setZone(other), zone)).toBe(expected);
				},
			),
			{ numRuns: 1000 },
		);
	});
});

describe('formats', () => {
	it('are the four that Calltouch wants', () => {
		const at = DateTime.fromISO('2024-02-01T21:30:05Z');
		expect(dayFirst('2024-02-01')).toBe('01/02/2024');
		expect(monthFirst('2024-02-01')).toBe('02/01/2024');
		expect(bodyTime(at, moscow)).toBe('02-02-2024 00:30:05');
		expect(importTime(at, moscow)).toBe('2024-02-02 00:30:05');
	});

	it('have the digits 0 to 9, whatever language the server speaks', () => {
		Settings.defaultLocale = 'ar-EG';
		try {
			const at = DateTime.fromISO('2024-02-01T21:30:05Z');
			expect(at.toFormat('dd')).not.toBe('01');
			expect(bodyTime(at, moscow)).toBe('02-02-2024 00:30:05');
			expect(importTime(at, moscow)).toBe('2024-02-02 00:30:05');
			expect(dayFirst(addDays('2024-02-28', 1))).toBe('29/02/2024');
			expect(readDay(at, moscow)).toBe('2024-02-02');
		} finally {
			Settings.defaultLocale = 'en';
		}
	});

	it('of a day can be read back', () => {
		fc.assert(
			fc.property(day, (date) => {
				expect(readDay(dayFirst(date), moscow)).toBe(date);
				const [month, ofMonth, year] = monthFirst(date).split('/');
				expect(`${year}-${month}-${ofMonth}`).toBe(date);
			}),
		);
	});
});

describe('ranges', () => {
	it('split into neighbours that cover each day once', () => {
		fc.assert(
			fc.property(
				day,
				fc.integer({ min: 0, max: 800 }),
				fc.integer({ min: 1, max: 120 }),
				(from, length, most) => {
					const range = { from, to: addDays(from, length) };
					const parts = splitRange(range, most);
					expect(parts.flatMap(daysOf)).toEqual(daysOf(range));
					for (const part of parts) expect(daysOf(part).length).toBeLessThanOrEqual(most);
				},
			),
			{ numRuns: 100 },
		);
	});

	it('of months reach from the first to the last day', () => {
		expect(monthOf('2024-02-15')).toEqual({ from: '2024-02-01', to: '2024-02-29' });
		expect(monthBefore('2024-03-31')).toEqual({ from: '2024-02-01', to: '2024-02-29' });
		expect(monthBefore('2024-01-31')).toEqual({ from: '2023-12-01', to: '2023-12-31' });
	});

	it('know the weekday and the Monday of any day', () => {
		fc.assert(
			fc.property(moment, (date) => {
				const text = date.toFormat('yyyy-MM-dd');
				expect(weekdayOf(text)).toBe(date.weekday);
				expect(mondayOf(text)).toBe(date.startOf('week').toFormat('yyyy-MM-dd'));
			}),
		);
	});
});

describe('wallClock', () => {
	it('shows any moment as luxon does', () => {
		fc.assert(
			fc.property(moment, fc.constantFrom(...zones), (date, zone) => {
				const shown = date.setZone(zone);
				expect(wallClock(zone)(date.toSeconds())).toEqual({
					local: shown.toFormat("yyyy-MM-dd'T'HH:mm:ss"),
					iso: shown.toISO({ suppressMilliseconds: true })?.replace('Z', '+00:00'),
				});
			}),
			{ numRuns: 1000 },
		);
	});

	it.each([null, undefined, '1702569133', NaN, Infinity, 1e15, {}])(
		'has no time for %s',
		(value) => {
			expect(wallClock(moscow)(value)).toBeUndefined();
		},
	);
});
