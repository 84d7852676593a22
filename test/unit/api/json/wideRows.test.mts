import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseExact } from '../../../../nodes/Calltouch/api/json/parse';
import { quoteWideIntegers } from '../../../../nodes/Calltouch/api/json/wideIntegers';
import { restoreRows, wideSlots } from '../../../../nodes/Calltouch/api/json/wideRows';

/** The slow and plain way: every wide integer is quoted in the text before anything is parsed. */
const reference = (text: string): unknown => JSON.parse(quoteWideIntegers(text));

/** Neighbours that are one and the same number once `JSON.parse` has read them, and other ways to write that. */
const crowd = [
	'800000000802881111',
	'800000000802881112',
	'800000000802881090',
	'800000000802881024',
	'8.00000000802881024e17',
	'100000000000000000000',
	'1e20',
	'100000000000000000000.0',
	'-9007199254740993',
	'-9007199254740992',
];
const space = fc.constantFrom('', '', '', ' ', '\n\t');
const name = fc.constantFrom(
	'"id"',
	'"id"',
	'"ctClientId"',
	'"ctClientId"',
	'"i\\u0064"',
	'"\\u0069d"',
	'"x\\"id"',
	'"Id"',
	'"2"',
	'"1"',
	'"__proto__"',
	'"a"',
	'"b"',
);
const leaf = fc.oneof(
	{ weight: 4, arbitrary: fc.constantFrom(...crowd) },
	fc.constantFrom(
		'null',
		'5',
		'true',
		'""',
		'"id"',
		'"\\"id\\":800000000802881111"',
		'"id\\u0022"',
	),
);
const { value } = fc.letrec<{ value: string; object: string; list: string }>((tie) => ({
	value: fc.oneof({ maxDepth: 3, withCrossShrink: true }, leaf, leaf, tie('object'), tie('list')),
	object: fc
		.array(fc.tuple(name, space, space, tie('value')), { maxLength: 5 })
		.map(
			(members) =>
				`{${members.map((parts) => parts.join(':').replace(/:(\s*):(\s*):/, '$1:$2')).join(',')}}`,
		),
	list: fc.array(tie('value'), { maxLength: 5 }).map((values) => `[${values.join(',')}]`),
}));
const journal = fc
	.tuple(
		fc.array(value, { maxLength: 6 }),
		fc.constantFrom('', ',"page":1', ',"id":800000000802881111'),
	)
	.chain(([rows, rest]) =>
		fc.constantFrom(`[${rows.join(',')}]`, `{"records":[${rows.join(',')}]${rest}}`),
	);

describe('parseExact on journals', () => {
	it('gives each record its own digits, however names repeat, hide or change places', () => {
		fc.assert(
			fc.property(journal, (text) => {
				expect(parseExact(text)).toEqual(reference(text));
			}),
			{ numRuns: 20_000 },
		);
	});

	it.each([
		[
			'members that repeat',
			'{"records":[{"a":{},"b":{"id":800000000802881111},"a":{"id":800000000802881112}}]}',
		],
		['names like indexes', '[{"2":{"id":800000000802881111},"1":{"id":800000000802881112}}]'],
		[
			'a list that repeats',
			'{"records":[{"id":800000000802881111}],"records":[{"id":800000000802881112}]}',
		],
		['an escaped name', '[{"\\u0069d":800000000802881111,"a":{"id":800000000802881112},"a":1}]'],
		[
			'a space before the colon',
			'[{"id" :800000000802881111,"a":{"id":800000000802881112},"a":1}]',
		],
		['a longer name', '[{"x\\"id":800000000802881111,"a":{"id":800000000802881112},"a":1}]'],
		['an exponent of the same size', '[{"id":1e20,"a":{"id":100000000000000000000}}]'],
		['two lists', '{"a":[{"id":800000000802881112}],"b":[{"id":800000000802881111}]}'],
	])('is not misled by %s', (_, text) => {
		expect(parseExact(text)).toEqual(reference(text));
	});

	it('takes JSON that is nested deeper than calls can be', () => {
		const deep = `${'['.repeat(50_000)}12345678901234567890${']'.repeat(50_000)}`;
		let inner = parseExact(deep);
		while (Array.isArray(inner)) inner = (inner as unknown[])[0];
		expect(inner).toBe('12345678901234567890');
	});

	it('needs no second parsing for a page of calls, with visits as well', () => {
		const records = readFileSync('test/sandbox/data/records.json', 'utf8').trim().slice(1, -1);
		const visits =
			'{"callId":1,"mapVisits":[{"ctClientId":800000000802881111}],"ctClientId":800000000802881111}';
		const page = `{"page":1,"records":[${records},${visits},${records}]}`;
		const json: unknown = JSON.parse(page);
		expect(restoreRows(page, wideSlots(json))).toBe(true);
		expect(json).toEqual(reference(page));
	});
});
