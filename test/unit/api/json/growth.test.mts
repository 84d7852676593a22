import { describe, expect, it } from 'vitest';
import { parseExact } from '../../../../nodes/Calltouch/api/json/parse';
import { quoteWideIntegers } from '../../../../nodes/Calltouch/api/json/wideIntegers';
import { growthOf, linear } from '../../../support/growth.mts';

const wide = '800000000802881111';
const many = (count: number, piece: (at: number) => string) =>
	Array.from({ length: count }, (_, at) => piece(at));
/** Different names of letters only. */
const named = (at: number) =>
	`n${at.toString(26).replace(/\d/g, (digit) => 'QRSTUVWXYZ'[Number(digit)] ?? '')}`;

/** Texts that once cost the square of their length, or could. `count` pieces each. */
const hostile: Record<string, (count: number) => string> = {
	'wide integers in an escaped string': (count) =>
		JSON.stringify({
			id: 1,
			text: `{${many(count, () => `"a":${wide}`).join(',')}}`,
			last: '',
		}).replace('"last":""', `"last":${wide}`),
	'wide integers of many names': (count) =>
		`[{${many(count, (at) => `"${named(at)}":${wide}`).join(',')}}]`,
	'wide integers in many records of many names': (count) =>
		`[${many(count, (at) => `{"${named(at)}":${wide}}`).join(',')}]`,
	'wide integers of one long name': (count) => `[{"${'a'.repeat(count * 20)}":${wide}}]`,
	'names that all end alike': (count) =>
		`[${many(count, () => `{"aid":1,"id":${wide}}`).join(',')}]`,
	'blanks before a wide integer': (count) => `{"a":${' '.repeat(count * 20)}${wide}}`,
	'backslashes before a quote': (count) => `["${'\\\\'.repeat(count * 10)}",${wide}]`,
	'one integer without an end': (count) => `[1${'0'.repeat(count * 20)}]`,
	'small objects': (count) => `[${many(count, (at) => `{"a":${at}}`).join(',')},${wide}]`,
	'lists in lists': (count) => `${'['.repeat(count)}${wide}${']'.repeat(count)}`,
};

describe('the time of parseExact', () => {
	it.each(Object.entries(hostile))('grows with the text: %s', async (_, make) => {
		expect(await growthOf(40_000, make, parseExact)).toBeLessThan(linear);
	});

	it.each(Object.entries(hostile))('grows with the text, the careful way: %s', async (_, make) => {
		expect(await growthOf(40_000, make, quoteWideIntegers)).toBeLessThan(linear);
	});
});
