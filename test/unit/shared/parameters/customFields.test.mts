import { describe, expect, it } from 'vitest';
import { rowSource } from '../../../../nodes/Calltouch/shared/fields/source';
import { customFields } from '../../../../nodes/Calltouch/shared/parameters/customFields';

const read = (value: unknown) =>
	customFields('Custom Fields', '').read(
		rowSource({ own: { field: [{ name: 'size', value }] } } as never, 'utc', (label) => label),
		'own',
	);

describe('the value of a custom field', () => {
	it.each([5, 0, 1.5, '5', 'null'])('stays what it is: %j', (value) => {
		expect(read(value)).toEqual([{ field: 'size', value }]);
	});

	it.each([
		[NaN, 'Value under Custom Fields "NaN" is not text'],
		[Infinity, 'Value under Custom Fields "Infinity" is not text'],
		[2 ** 60, 'Value under Custom Fields "1152921504606847000" is a number that has lost digits'],
	])('is refused when Calltouch would get another: %s', (value, message) => {
		expect(() => read(value)).toThrow(message);
	});
});
