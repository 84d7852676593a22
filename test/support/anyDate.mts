import fc from 'fast-check';
import { DateTime } from 'luxon';

/** Zones of both hemispheres, and of both sides of the date line. */
export const zones = [
	'Europe/Moscow',
	'UTC',
	'Asia/Kamchatka',
	'America/Los_Angeles',
	'Pacific/Apia',
];
/** One of them. */
export const zone = fc.constantFrom(...zones);
/** How days are written. */
export const isDay = /^\d{4}-\d\d-\d\d$/;
/** Runs of properties about dates. */
export const many = { numRuns: 2000 };

/** Any moment that JavaScript knows: the year -271821 to 275760. */
export const anyDate = fc.oneof(
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
/** Whatever may be given as a date. */
export const given = fc.oneof(
	text,
	anyDate,
	fc.tuple(anyDate, zone).map(([date, at]) => DateTime.fromJSDate(date, { zone: at })),
	anyDate.map((date) => date.toISOString()),
	fc.oneof(fc.double(), fc.maxSafeInteger(), fc.bigInt()),
	fc.anything(),
);
