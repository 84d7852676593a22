import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { decode, isDamage, parseExact } from '../../../../nodes/Calltouch/api/json/parse';
import { parseJournal } from '../../../../nodes/Calltouch/api/json/chunks';

/** The frame and the records as they are when the whole text is parsed at once. */
function reference(text: string) {
	const json = parseExact(text);
	if (Array.isArray(json)) return { frame: [], rows: json as unknown[] };
	const { records } = (json ?? {}) as { records?: unknown };
	if (!Array.isArray(records)) return { frame: json, rows: [] };
	return { frame: { ...(json as object), records: [] }, rows: records as unknown[] };
}

const inPieces = async (text: string, pieceBytes: number) =>
	await parseJournal(Buffer.from(text), (record) => record, pieceBytes);

/** Members of a record: some look like the border of two records, or like the end of the list. */
const trap = fc.constantFrom(
	'},{"id":1',
	'"},{"id',
	']',
	'[{"id":',
	'\\',
	'\\"',
	'"records":[',
	'имя,{"id"',
);
const leaf = fc.oneof(
	fc.constantFrom('800000000802881111', '9007199254740993', '-5', '1.5e3', 'true', 'null'),
	trap.map((text) => JSON.stringify(text)),
	fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify(text)),
);
const space = fc.constantFrom('', '', ' ', '\n\t');
const { record } = fc.letrec<{ record: string; value: string }>((tie) => ({
	value: fc.oneof(
		{ maxDepth: 3 },
		leaf,
		tie('record'),
		fc
			.tuple(space, fc.array(tie('value'), { maxLength: 4 }), space)
			.map(([before, values, after]) => `[${before}${values.join(`,${after}`)}]`),
	),
	record: fc
		.tuple(
			fc.constantFrom('id', 'id', 'id', 'x', 'records'),
			space,
			fc.array(fc.tuple(fc.constantFrom('a', 'id', 'records', 'имя'), tie('value')), {
				maxLength: 4,
			}),
		)
		.map(([first, gap, members]) => {
			const rest = members.map(([name, value]) => `,${gap}"${name}":${value}`);
			return `{${gap}"${first}"${gap}:1${rest.join('')}${gap}}`;
		}),
}));
const list = fc
	.tuple(space, space, fc.array(fc.oneof({ weight: 9, arbitrary: record }, leaf)))
	.map(([before, after, records]) => `[${before}${records.join(`${after},${before}`)}${after}]`);
const journal = fc
	.tuple(
		list,
		fc.constantFrom(
			['', ''],
			['{"records":', '}'],
			['{"page":1,"pageTotal":2, "records" : ', '}'],
			['{"site":"Сайт","client":800000000802881111,"records":', ',"errors":[],"total":3}'],
			['{"tags":[{"id":1}],"records":', '}'],
			['{"records":[],"records":', '}'],
			['{"records":5,"rows":', '}'],
			['{"\\u0072ecords":[],"1":"records","2":', '}'],
			['{"\\u0072ecords":[0],"1":"records","2":', '}'],
			['{"records":{"list":', '}}'],
			['{"data":{"records":', '}}'],
			['{"text":"\\"records\\":[","records":', ' }\n'],
			['\uFEFF', ''],
			['[', ',{"id":2}]'],
			['5', ''],
		),
	)
	.map(([records, [before = '', after = '']]) => before + records + after);

const outcome = async <T,>(parse: () => T | Promise<T>): Promise<T | 'no JSON'> => {
	try {
		return await parse();
	} catch (error) {
		expect(isDamage(error)).toBe(true);
		return 'no JSON';
	}
};

/** The mark at the beginning of a file is no part of the text. */
const whole = async (text: string) => await outcome(() => reference(text.replace(/^\uFEFF/, '')));

describe('parseJournal', () => {
	it('gives what parsing the whole gives, wherever it cuts', async () => {
		const piece = fc.integer({ min: 1, max: 200 });
		await fc.assert(
			fc.asyncProperty(journal, piece, async (text, bytes) => {
				const parts = await outcome(async () => await inPieces(text, bytes));
				expect(parts).toEqual(await whole(text));
			}),
			{ numRuns: 5000 },
		);
	});

	it('refuses what parsing the whole refuses', async () => {
		const put = fc.constantFrom(
			'',
			'"',
			',',
			']',
			'}',
			'{',
			'[',
			'\\',
			'0',
			' ',
			'\u0001',
			'\uFEFF',
		);
		const piece = fc.integer({ min: 1, max: 60 });
		await fc.assert(
			fc.asyncProperty(
				journal,
				fc.nat(),
				fc.nat(2),
				put,
				piece,
				async (text, at, length, sign, bytes) => {
					const from = at % (text.length + 1);
					const cut = text.slice(0, from) + sign + text.slice(from + length);
					// Half a surrogate pair becomes a sign of its own.
					const damaged = Buffer.from(cut).toString();
					const parts = await outcome(async () => await inPieces(damaged, bytes));
					expect(parts).toEqual(await whole(damaged));
				},
			),
			{ numRuns: 10_000 },
		);
	});

	it('refuses bytes that are not UTF-8, in whatever piece they are', async () => {
		const text = JSON.stringify(Array.from({ length: 20 }, (_, id) => ({ id, name: 'имя' })));
		for (let at = 0; at < Buffer.byteLength(text); at += 7) {
			const body = Buffer.from(text);
			body[at] = 0xff;
			const parse = async () => await parseJournal(body, (record) => record, 50);
			expect(await outcome(parse)).toBe('no JSON');
			expect(await outcome(() => decode(body))).toBe('no JSON');
		}
	});

	it('holds a piece of a page at a time, and lets others have a turn', async () => {
		const records = Array.from({ length: 50_000 }, (_, id) => ({ id, tags: [{ id: 1 }, { id }] }));
		const body = Buffer.from(JSON.stringify({ page: 1, records }));
		const parsed = vi.spyOn(JSON, 'parse');
		let turns = 0;
		const others = setInterval(() => turns++, 0);
		const { rows } = await parseJournal(body, (record) => (record as { id: number }).id);
		clearInterval(others);
		const lengths = parsed.mock.calls.map(([text]) => text.length);
		parsed.mockRestore();
		expect(rows).toEqual(records.map(({ id }) => id));
		expect(Math.max(...lengths)).toBeLessThan(66_000);
		expect(turns).toBeGreaterThan(0);
	});
});
