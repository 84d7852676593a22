import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine } from '../../../../nodes/Calltouch/shared/export/csv';
import { csvFormat } from '../../../../nodes/Calltouch/shared/export/fileFormat';
import { readCsv } from '../../../support/csv.mts';

const plain = { separator: ',', guardFormulas: false };
const guarded = { separator: ',', guardFormulas: true };
const text = fc.oneof(
	fc.string({ unit: 'binary' }).filter((value) => !/\r(?!\n)/.test(value)),
	fc.string({
		unit: fc.constantFrom('"', ',', ';', '\t', '\n', "'", 'я', ' ', '=', '+', '-', '7'),
	}),
);

describe('csvLine', () => {
	it('gives back every text, whatever the separator', () => {
		fc.assert(
			fc.property(
				fc.array(fc.array(text, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 5 }),
				fc.constantFrom(',', ';', '\t'),
				(rows, separator) => {
					const file = rows
						.map((row) => csvLine(row, { separator, guardFormulas: false }))
						.join('');
					expect(readCsv(file, separator)).toEqual(rows);
				},
			),
			{ numRuns: 2000 },
		);
	});

	it.each([
		[[1, -2.5, true, false], '1,-2.5,true,false'],
		[[null, undefined, '', []], ',,"",'],
		[['a,b', 'say "hi"', 'two\nlines', ' edge '], '"a,b","say ""hi""","two\nlines"," edge "'],
		[['800000000802881111', '79990001122'], '800000000802881111,79990001122'],
		[[null], '""'],
	])('writes %j', (values, line) => {
		expect(csvLine(values, plain)).toBe(`${line}\r\n`);
	});

	it('joins the names of tags and of plain lists, and keeps other structures as JSON', () => {
		const tags = [
			{ category: '', type: 'AUTO-PN', names: ['call', 'trend'] },
			{ category: '', type: 'WEB-API', names: ['service'] },
		];
		const [row] = readCsv(
			csvLine([tags, ['74990001001', '74990001002'], { adId: '1' }, [{ text: 'hi' }]], plain),
			',',
		);
		expect(row).toEqual([
			'call, trend, service',
			'74990001001, 74990001002',
			'{"adId":"1"}',
			'[{"text":"hi"}]',
		]);
	});

	it.each([
		'=1+1',
		'@SUM(A1)',
		' =A1',
		"+cmd|' /C calc'!A0",
		'-HYPERLINK("http://x")',
		'+Лист1!A1',
	])('guards %j, which a spreadsheet would run', (formula) => {
		expect(readCsv(csvLine([formula], guarded), ',')).toEqual([[`'${formula}`]]);
		expect(readCsv(csvLine([formula], plain), ',')).toEqual([[formula]]);
	});

	it.each([
		[',', 'x;=1+1;', "x;'=1+1;"],
		[',', "x\t@SUM(A1)\n-cmd|' /C calc'!A0", "x\t'@SUM(A1)\n'-cmd|' /C calc'!A0"],
		[',', '+a;b(c)', "'+a;b(c)"],
		[',', 'x, =1', 'x, =1'],
		[';', 'x, =1; =2', "x,' =1; =2"],
	])('with %j, guards what another separator in %j would set apart', (separator, value, safe) => {
		expect(readCsv(csvLine([value], { separator, guardFormulas: true }), separator)).toEqual([
			[safe],
		]);
	});

	it.each(['+79990001122', '+7 999 000-11-22', '-5', '+окна +цена', '-', '(not provided)', 'a=b'])(
		'leaves %j alone',
		(harmless) => {
			expect(readCsv(csvLine([harmless, -7], guarded), ',')).toEqual([[harmless, '-7']]);
		},
	);
});

describe('csvFormat', () => {
	const csv = { ...plain, headerRow: true, addBom: false };

	it('begins with the names, and with the sign for Excel when asked', () => {
		expect(csvFormat(['a', 'b'], undefined, csv).head).toBe('a,b\r\n');
		expect(csvFormat(['a'], undefined, { ...csv, addBom: true }).head).toBe('\uFEFFa\r\n');
		expect(csvFormat(['a'], undefined, { ...csv, headerRow: false }).head).toBe('');
	});

	it('takes own keys only, and puts the unknown ones into the last column', () => {
		const { head, line } = csvFormat(['a', 'constructor'], 'other', csv);
		expect(head).toBe('a,constructor,other\r\n');
		expect(line({ a: 1 })).toBe('1,,\r\n');
		expect(readCsv(line({ b: [2], a: 1 }), ',')).toEqual([['1', '', '{"b":[2]}']]);
	});
});
