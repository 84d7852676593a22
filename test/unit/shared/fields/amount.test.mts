import { describe, expect, it } from 'vitest';
import { amount } from '../../../../nodes/Calltouch/shared/fields/amount';
import { rowSource } from '../../../../nodes/Calltouch/shared/fields/source';

const read = (revenue: unknown) =>
	amount('Revenue', {}).read(
		rowSource({ revenue } as never, 'utc', (label) => label),
		'revenue',
	);

describe('an amount', () => {
	it.each([
		['100000.50', '100000.50'],
		['100 000,50', '100000.50'],
		['1\u00a0234', '1234'],
		['1 234,567', '1234.567'],
		['0,125', '0.125'],
		['1000,5', '1000.5'],
		[1.234, '1.234'],
		[-5, '-5'],
	])('reads %s as %s', (value, text) => {
		expect(read(value)).toBe(text);
	});

	it.each(['100,000', '1,000', '-12,345', '1,234,567', '1,234.50', '1e5', '5 ₽'])(
		'refuses %s, which may be meant otherwise',
		(value) => expect(() => read(value)).toThrow(`Revenue "${value}" is not an amount`),
	);
});
