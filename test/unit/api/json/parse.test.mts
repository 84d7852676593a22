import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExact } from '../../../../nodes/Calltouch/api/json/parse';

/** Writes a value as JSON; a bigint becomes a bare integer, as a server writes it. */
function write(value: unknown): string {
	if (typeof value === 'bigint') return String(value);
	if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
	if (typeof value === 'object' && value !== null) {
		const members = Object.entries(value).map(
			([key, own]) => `${JSON.stringify(key)}:${write(own)}`,
		);
		return `{${members.join(',')}}`;
	}
	return JSON.stringify(value);
}

/** What must come out: wide integers as text, everything else as it was. */
function expected(value: unknown): unknown {
	if (typeof value === 'bigint') {
		const number = Number(value);
		return Number.isSafeInteger(number) ? number : String(value);
	}
	if (Array.isArray(value)) return value.map(expected);
	if (typeof value === 'object' && value !== null) {
		const copy = {};
		for (const [key, own] of Object.entries(value)) {
			Object.defineProperty(copy, key, { value: expected(own), enumerable: true });
		}
		return copy;
	}
	return value;
}

const wide = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n });
const digitsInText = fc
	.tuple(
		fc.constantFrom('', ': ', ', ', '[', '\\', '"', '":', '{"a":'),
		wide,
		fc.constantFrom('', ',', '}', ']', '"', ' '),
	)
	.map(([before, number, after]) => `${before}${number}${after}`);
const text = fc.oneof(fc.string(), digitsInText, fc.string({ unit: 'binary' }));
const key = fc.oneof(
	text,
	fc.constantFrom('__proto__', 'constructor', '1', 'ctClientId', 'true', 'e'),
);
const { tree } = fc.letrec((tie) => ({
	tree: fc.oneof(
		{ maxDepth: 4 },
		wide,
		fc.constantFrom(2n ** 53n, 2n ** 53n - 1n, 2n ** 53n + 1n, -(2n ** 53n), 9007199254740993n),
		fc
			.double({ noNaN: true, noDefaultInfinity: true })
			.filter((double) => !Number.isInteger(double)),
		text,
		fc.boolean(),
		fc.constant(null),
		fc.array(tie('tree'), { maxLength: 6 }),
		fc.array(fc.tuple(key, tie('tree')), { maxLength: 6 }).map((members) => {
			const object = {};
			for (const [name, value] of members) {
				Object.defineProperty(object, name, { value, enumerable: true, configurable: true });
			}
			return object;
		}),
	),
}));

describe('parseExact', () => {
	it('keeps every digit of a visitor id', () => {
		expect(parseExact('{"ctClientId": 800000000802881111, "callId":22010007}')).toEqual({
			ctClientId: '800000000802881111',
			callId: 22010007,
		});
	});

	it('leaves digits inside strings alone, whatever surrounds them', () => {
		const value = {
			url: 'x?yclid=2400000000000000000&a=":800000000802881111,"',
			t: ': 12345678901234567890,',
		};
		expect(parseExact(JSON.stringify(value))).toEqual(value);
	});

	it('leaves fractions and exponents to JSON', () => {
		expect(
			parseExact('[0.12345678901234567890,12345678901234567890.5,1e400,12345678901234567e2]'),
		).toEqual([0.12345678901234568, 12345678901234567890.5, Infinity, 1234567890123456700]);
	});

	it('draws the line at the last integer that a number holds', () => {
		expect(parseExact('[9007199254740991,9007199254740992,-9007199254740992]')).toEqual([
			9007199254740991,
			'9007199254740992',
			'-9007199254740992',
		]);
	});

	it('takes a bare number, and the last of two members with one name, as JSON does', () => {
		expect(parseExact('12345678901234567890')).toBe('12345678901234567890');
		expect(parseExact('{"aK":9007199254740993,"aK":9007199254740992}')).toEqual({
			aK: '9007199254740992',
		});
	});

	it.each([
		'',
		'{',
		'[1,]',
		'[01234567890123456789]',
		'{12345678901234567890:1}',
		'"12345678901234567890',
		'[12345678901234567890',
		'[1 12345678901234567890]',
	])('refuses %s, as JSON.parse does', (broken) => {
		expect(() => void JSON.parse(broken)).toThrow(SyntaxError);
		expect(() => parseExact(broken)).toThrow(SyntaxError);
	});

	it('is exact for any JSON', () => {
		fc.assert(
			fc.property(tree, (value) => {
				expect(parseExact(write(value))).toEqual(expected(value));
			}),
			{ numRuns: 3000 },
		);
	});

	it('agrees with JSON.parse about what is JSON, and about all that is narrow', () => {
		const noise = fc.array(
			fc.oneof(
				fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', ' ', '-', 'null', '1'),
				fc.integer().map(String),
				text,
			),
		);
		fc.assert(
			fc.property(noise, (pieces) => {
				const json = pieces.join('');
				const attempt = (parse: (text: string) => unknown) => {
					try {
						parse(json);
						return 'parsed';
					} catch {
						return 'refused';
					}
				};
				expect(attempt(parseExact)).toBe(attempt(JSON.parse));
			}),
			{ numRuns: 3000 },
		);
	});
});
