import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { addDays, earliestDay, today } from '../../../../nodes/Calltouch/api/time/dates';
import { CalltouchError } from '../../../../nodes/Calltouch/api/errors';
import { rowSource } from '../../../../nodes/Calltouch/shared/fields/source';
import { period } from '../../../../nodes/Calltouch/shared/parameters/period';
import { given, many, zone, zones } from '../../../support/anyDate.mts';

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
