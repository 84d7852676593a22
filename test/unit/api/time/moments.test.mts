import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { isoText, readMoment, recordTime } from '../../../../nodes/Calltouch/api/time/moments';

const zone = 'Europe/Moscow';

describe('readMoment', () => {
	it.each([
		['2025-12-31T10:30:00', '2025-12-31T10:30:00+03:00'],
		['2025-12-31 10:30', '2025-12-31T10:30:00+03:00'],
		['2025-12-31', '2025-12-31T00:00:00+03:00'],
		['2025-12-31T21:30:00Z', '2026-01-01T00:30:00+03:00'],
		['2025-12-31T10:30:00+05:00', '2025-12-31T08:30:00+03:00'],
		['31/12/2025', '2025-12-31T00:00:00+03:00'],
		['31/12/2025 10:30', '2025-12-31T10:30:00+03:00'],
		['31.12.2025 9:05:07', '2025-12-31T09:05:07+03:00'],
		['31-12-2025 10:30:00', '2025-12-31T10:30:00+03:00'],
		['31-12-2025T10:30', '2025-12-31T10:30:00+03:00'],
		['2025-12-31T10:30:00.999', '2025-12-31T10:30:00+03:00'],
	])('reads %s', (text, iso) => {
		const moment = readMoment(text, zone);
		expect(moment && isoText(moment)).toBe(iso);
	});

	it.each([
		'',
		'now',
		'31/02/2025',
		'31/12-2025',
		'31/12/2025 25:00',
		'12:30',
		1702569133,
		null,
		{},
	])('refuses %s', (value) => expect(readMoment(value, zone)).toBeUndefined());

	it('moves a DateTime and a Date to the account', () => {
		const moment = DateTime.fromISO('2025-12-31T21:30:00Z', { zone: 'utc' });
		for (const value of [moment, moment.toJSDate()]) {
			expect(readMoment(value, zone)?.toFormat('dd-MM-yyyy HH:mm')).toBe('01-01-2026 00:30');
		}
	});
});

describe('recordTime', () => {
	it.each([
		[1702569133, '2023-12-14T18:52:13+03:00'],
		[1702569133000, '2023-12-14T18:52:13+03:00'],
		['14/12/2023 18:52:13', '2023-12-14T18:52:13+03:00'],
	])('reads %s', (value, iso) => {
		expect(recordTime(value, zone)).toBe(iso);
	});

	it.each([null, undefined, 'x', NaN, Infinity, 1e18])('gives nothing for %s', (value) => {
		expect(recordTime(value, zone)).toBeUndefined();
	});
});
