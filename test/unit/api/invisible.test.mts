import { describe, expect, it } from 'vitest';
import { invalidInput } from '../../../nodes/Calltouch/api/errors';

describe('a value that is refused', () => {
	it.each([
		['12\u202a', '12\\u202A'],
		['a\u00a0b\u2007c d', 'a\\u00A0b\\u2007c d'],
		['\u200bx\ufeff\u{e0001}', '\\u200Bx\\uFEFF\\u{E0001}'],
		['a\nb', 'a\\u000Ab'],
		['plain – text, тоже', 'plain – text, тоже'],
	])('%j is shown as %s', (value, seen) => {
		expect(invalidInput('Value', value, 'is wrong').message).toBe(`Value "${seen}" is wrong`);
	});
});
