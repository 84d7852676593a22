import type { DayRange } from '../../api/time/dates';
import { binaryField } from '../parameters/binaryField';
import type { ExportPlan } from './exportFiles';
import { choice } from '../fields/choice';
import { shownFor, withDefault, type Part, type Values } from '../fields/field';
import { text } from '../fields/text';
import { toggle } from '../fields/toggle';
import { whole } from '../fields/whole';
import { csvFormat, excelRuFormat, jsonLinesFormat, type FileFormat } from './fileFormat';
import { dateFormat } from '../parameters/dateFormat';
import { optionsWith } from '../parameters/options';
import type { Output } from '../lists/output';

const separators = { comma: ',', semicolon: ';', tab: '\t' } as const;

/** Format of the files, and the field that holds them. */
export const exportFields = {
	format: withDefault(
		choice('Format', {
			options: [
				{
					name: 'CSV',
					value: 'csv',
					description: 'A table for Excel, a spreadsheet or a database. Tags come as their names.',
				},
				{
					name: 'CSV for Excel (Russian)',
					value: 'csvExcelRu',
					description:
						'A table that Excel with Russian settings opens by a double click: dates and amounts are values, long numbers stay whole',
				},
				{
					name: 'JSON Lines',
					value: 'jsonLines',
					description: 'One JSON object per line, with visits and other structures complete',
				},
			],
			default: 'csv',
			description: 'How the files are written',
		}),
	),
	binaryPropertyName: binaryField,
};

/** Shows an option only for the formats that it changes. */
const forFormats = <T>(part: Part<T>, ...formats: Array<Chosen['format']>) =>
	shownFor(part, { '/format': formats });

const addBOM = withDefault(
	toggle(
		'Add Byte Order Mark (BOM)',
		'Whether to start a CSV file with the mark by which Excel knows UTF-8. Without it, Excel shows Russian letters wrongly.',
	),
);

const separator = withDefault(
	choice('CSV Separator', {
		options: [
			{ name: 'Comma', value: 'comma' },
			{
				name: 'Semicolon',
				value: 'semicolon',
				description: 'Opens as a table in Excel with Russian settings',
			},
			{ name: 'Tab', value: 'tab' },
		],
		default: 'comma',
		description: 'What stands between the values of a CSV file',
	}),
);

const guardFormulas = withDefault(
	toggle(
		'Guard Against Formulas',
		'Whether to put an apostrophe before text in a CSV file that a spreadsheet would run as a formula. Phones, numbers and keywords stay as they are.',
		true,
	),
);

const headerRow = withDefault(
	toggle('Header Row', 'Whether a CSV file begins with the names of the fields', true),
);

/** Returns the Options of an export. `records` is the plural noun, e.g. `calls`. */
export function exportOptions(records: string) {
	return optionsWith({
		addBOM: forFormats(addBOM, 'csv'),
		separator: forFormats(separator, 'csv'),
		dateFormat,
		fileName: text('File Name', {
			example: `${records}.csv`,
			description:
				'Name of the first file; the others get a number. Without it, the name is made from the site and the period.',
		}),
		guardFormulas: forFormats(guardFormulas, 'csv', 'csvExcelRu'),
		headerRow: forFormats(headerRow, 'csv', 'csvExcelRu'),
		rowsPerFile: withDefault(
			whole('Rows per File', {
				min: 1,
				default: 25_000,
				description:
					'How many rows a file may have. Further rows go into further files, one item each. The rows of a file are held in memory until it is full.',
			}),
		),
	});
}

/** The user's choices about the files. */
interface Chosen extends Values<typeof exportFields> {
	period: DayRange;
	output: Output<string>;
	options: ReturnType<ReturnType<typeof exportOptions>['read']>;
}

/** Turns the user's choices into a plan for the files. */
export function exportPlan(
	chosen: Chosen,
	{ records, keys }: { records: string; keys: readonly string[] },
	siteId: string,
): ExportPlan {
	const { period, output, binaryPropertyName, options } = chosen;
	const { from, to } = period;
	const standardName = [records, siteId, from, ...(to === from ? [] : [to])].join('_');
	return {
		shape: output.shape,
		format: formatOf(chosen, keys),
		field: binaryPropertyName,
		fileName: options.fileName ?? standardName,
		rowsPerFile: options.rowsPerFile,
		siteId,
		period,
	};
}

function formatOf({ format, output, options }: Chosen, keys: readonly string[]): FileFormat {
	if (format === 'jsonLines') return jsonLinesFormat;
	const { separator, headerRow, guardFormulas, addBOM } = options;
	// The shape of an empty record reveals the columns. Raw has none of its own, so it gets all known ones, and one for
	// the rest.
	const shaped = Object.keys(output.shape({}));
	const isRaw = shaped.length === 0;
	const columns = isRaw ? [...keys] : shaped;
	const rest = isRaw ? 'other' : undefined;
	if (format === 'csvExcelRu') return excelRuFormat(columns, rest, { headerRow, guardFormulas });
	return csvFormat(columns, rest, {
		separator: separators[separator],
		headerRow,
		guardFormulas,
		addBom: addBOM,
	});
}
