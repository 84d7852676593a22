import { describe, expect, it } from 'vitest';
import { excelRuLine } from '../../../../nodes/Calltouch/shared/export/csvExcelRu';
import { excelRuFormat } from '../../../../nodes/Calltouch/shared/export/fileFormat';
import { readCsv } from '../../../support/csv.mts';

const cell = (value: unknown, key = 'source') =>
	readCsv(excelRuLine([value, 'x'], [key, 'x'], true), ';')[0]?.[0];

describe('a cell for Excel with Russian settings', () => {
	it.each([
		[12.5, '12,5'],
		[-0.25, '-0,25'],
		[554, '554'],
		[true, 'true'],
		[null, ''],
		['', ''],
		['79990001122', '79990001122'],
		['1693664394123456789', '="1693664394123456789"'],
		[1693664394123, '="1693664394123"'],
		['001', '="001"'],
		['+79990001122', '="+79990001122"'],
		['12.5', '="12.5"'],
		['1/2', '="1/2"'],
		['2025-12-31', '="2025-12-31"'],
		['1e5', '="1e5"'],
		['5 мая', '="5 мая"'],
		['май 25', '="май 25"'],
		['true', '="true"'],
		['=1+1', "'=1+1"],
		['---autotargeting', '="---autotargeting"'],
		['+купить +окна', '="+купить +окна"'],
		[' -Продажа', '=" -Продажа"'],
		["-cmd|' /C calc'!A0", `="-cmd|' /C calc'!A0"`],
		['-"окна" "двери"', '="-""окна"" ""двери"""'],
		[['-окна', 'двери'], '="-окна, двери"'],
		[`+${'о'.repeat(255)}`, `'+${'о'.repeat(255)}`],
		['- окна\n- двери', "'- окна\n- двери"],
		["+a,=cmd|' /C calc'!A0", `="+a,'=cmd|' /C calc'!A0"`],
		['-a\n=1+1', "'-a\n'=1+1"],
		[['VIP', '@promo'], 'VIP, @promo'],
		['весна;лето', 'весна;лето'],
		['google', 'google'],
		[['001'], '="001"'],
	])('%j is %s', (value, text) => {
		expect(cell(value)).toBe(text);
	});

	it.each([
		['2025-12-31T09:05:00+03:00', 'date', '31.12.2025 09:05:00'],
		['31/12/2025 9:05:00', 'date', '31.12.2025 09:05:00'],
		['2025-12-31', 'orderDate', '31.12.2025'],
		['31/12/2025 09:05:00', 'dateStr', '31.12.2025 09:05:00'],
		['31/12/2025 09:05:00', 'sessionDate', '="31/12/2025 09:05:00"'],
		['1825-12-31', 'date', '="1825-12-31"'],
		['soon', 'date', 'soon'],
		['100000.50', 'plannedAmount', '100000,50'],
		[100000.5, 'plannedAmount', '100000,5'],
	])('%j under %s is %s', (value, key, text) => {
		expect(cell(value, key)).toBe(text);
	});

	it('stands in a file that begins with the sign for Excel', () => {
		const { head, line } = excelRuFormat(['date', 'id'], 'other', {
			headerRow: true,
			guardFormulas: true,
		});
		expect(head).toBe('\uFEFFdate;id;other\r\n');
		expect(readCsv(line({ date: '2025-12-31', id: '007', more: 1.5 }), ';')).toEqual([
			['31.12.2025', '="007"', '{"more":1.5}'],
		]);
	});
});
