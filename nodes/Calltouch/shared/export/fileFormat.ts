import type { CalltouchRecord } from '../../api/record';
import { csvLine, type CsvStyle } from './csv';
import { excelRuLine } from './csvExcelRu';

/** How to write records as text. */
export interface FileFormat {
	extension: string;
	mimeType: string;
	/** Beginning of every file. */
	head: string;
	line: (record: CalltouchRecord) => string;
}

interface Csv extends CsvStyle {
	headerRow: boolean;
	/** Whether the file begins with the byte order mark by which Excel recognises UTF-8. */
	addBom: boolean;
}

/** CSV with these columns; other keys of a record go into the last column, `rest`, as JSON. */
export function csvFormat(columns: string[], rest: string | undefined, csv: Csv): FileFormat {
	return tableFormat(columns, rest, csv, (values) => csvLine(values, csv));
}

/** CSV that opens as a table in Excel with Russian settings. */
export function excelRuFormat(
	columns: string[],
	rest: string | undefined,
	{ headerRow, guardFormulas }: Pick<Csv, 'headerRow' | 'guardFormulas'>,
): FileFormat {
	const csv = { headerRow, guardFormulas, separator: ';', addBom: true };
	return tableFormat(columns, rest, csv, (values) => excelRuLine(values, columns, guardFormulas));
}

function tableFormat(
	columns: string[],
	rest: string | undefined,
	csv: Csv,
	lineOf: (values: unknown[]) => string,
): FileFormat {
	const named = new Set(columns);
	const restOf = (record: CalltouchRecord) => {
		const others = Object.entries(record).filter(([key]) => !named.has(key));
		return others.length > 0 ? Object.fromEntries(others) : null;
	};
	const valuesOf = (record: CalltouchRecord) =>
		columns.map((key) => (Object.hasOwn(record, key) ? record[key] : null));
	const header = csvLine(rest === undefined ? columns : [...columns, rest], csv);
	return {
		extension: 'csv',
		mimeType: 'text/csv',
		head: (csv.addBom ? '\uFEFF' : '') + (csv.headerRow ? header : ''),
		line: (record) => {
			const values = valuesOf(record);
			return lineOf(rest === undefined ? values : [...values, restOf(record)]);
		},
	};
}

/** One JSON object per line. */
export const jsonLinesFormat: FileFormat = {
	extension: 'jsonl',
	mimeType: 'application/jsonl',
	head: '',
	line: (record) => `${JSON.stringify(record)}\n`,
};
