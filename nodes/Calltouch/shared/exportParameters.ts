import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { invalidInput } from '../api/errors';
import type { DayRange } from '../api/dates';
import { binaryFieldParameter, readBinaryField } from './binaryField';
import { readChoice } from './choice';
import { textField } from './collections';
import type { ExportPlan } from './exportFiles';
import { csvFormat, jsonLinesFormat, type FileFormat } from './fileFormat';
import { optionsWith } from './options';
import type { Output } from './output';

const separators = { comma: ',', semicolon: ';', tab: '\t' } as const;

const separatorNames = Object.keys(separators) as Array<keyof typeof separators>;

const rowsPerFile: INodeProperties = {
	displayName: 'Rows per File',
	name: 'rowsPerFile',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 25_000,
	description:
		'How many rows a file may have. Further rows go into further files, one item each. The rows of a file are held in memory until it is full.',
};

/** Format and field of the files. */
export const exportParameters: INodeProperties[] = [
	{
		displayName: 'Format',
		name: 'format',
		type: 'options',
		options: [
			{
				name: 'CSV',
				value: 'csv',
				description: 'A table for Excel, a spreadsheet or a database. Tags come as their names.',
			},
			{
				name: 'JSON Lines',
				value: 'jsonLines',
				description: 'One JSON object per line, with tags and other structures complete',
			},
		],
		default: 'csv',
		description: 'How the files are written',
	},
	binaryFieldParameter,
];

/** The Options of an export. `records` is what it writes, e.g. `calls`. */
export function exportOptions(records: string): INodeProperties {
	return optionsWith([
		{
			displayName: 'Add Byte Order Mark (BOM)',
			name: 'addBOM',
			type: 'boolean',
			default: false,
			description:
				'Whether to start a CSV file with the mark by which Excel knows UTF-8. Without it, Excel shows Russian letters wrongly.',
		},
		{
			displayName: 'CSV Separator',
			name: 'separator',
			type: 'options',
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
		},
		textField(
			'File Name',
			'fileName',
			`${records}.csv`,
			'Name of the first file; the others get a number. If empty, the name is made from the period.',
		),
		{
			displayName: 'Guard Against Formulas',
			name: 'guardFormulas',
			type: 'boolean',
			default: true,
			description:
				'Whether to put an apostrophe before text in a CSV file that a spreadsheet would run as a formula. Phones, numbers and keywords stay as they are.',
		},
		{
			displayName: 'Header Row',
			name: 'headerRow',
			type: 'boolean',
			default: true,
			description: 'Whether a CSV file begins with the names of the fields',
		},
		rowsPerFile,
	]);
}

/** What a list hands over to be written. */
interface ExportSource {
	/** What the records are, e.g. `calls`. */
	records: string;
	period: DayRange;
	shape: Output<string>['shape'];
	/** Keys that a record may have, in the order of the columns. */
	keys: readonly string[];
}

/** @throws CalltouchError that names the parameter and shows its value */
export function readExport(
	context: IExecuteFunctions,
	itemIndex: number,
	source: ExportSource,
): ExportPlan {
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const { from, to } = source.period;
	const standardName = [source.records, from, ...(to === from ? [] : [to])].join('_');
	return {
		shape: source.shape,
		format: readFormat(context.getNodeParameter('format', itemIndex), options, source),
		field: readBinaryField(context, itemIndex),
		fileName: options.fileName ? String(options.fileName) : standardName,
		rowsPerFile: readRowsPerFile(options[rowsPerFile.name] ?? rowsPerFile.default),
		period: source.period,
	};
}

function readFormat(value: unknown, options: IDataObject, source: ExportSource): FileFormat {
	const format = readChoice('Format', value, ['csv', 'jsonLines']);
	if (format === 'jsonLines') return jsonLinesFormat;
	if (format === undefined) throw invalidInput('Format', undefined, 'is empty');
	const { separator = 'comma', headerRow, guardFormulas, addBOM } = options;
	const named = readChoice('CSV Separator', separator, separatorNames) ?? 'comma';
	// The shape of an empty record tells the columns; Raw has none of its own, so it gets all, and one for the unknown.
	const shaped = Object.keys(source.shape({}));
	const isRaw = shaped.length === 0;
	return csvFormat(isRaw ? [...source.keys] : shaped, isRaw ? 'other' : undefined, {
		separator: separators[named],
		headerRow: headerRow !== false,
		guardFormulas: guardFormulas !== false,
		addBom: addBOM === true,
	});
}

function readRowsPerFile(value: unknown): number {
	const rows = value === '' ? NaN : Number(value);
	if (Number.isInteger(rows) && rows >= 1) return rows;
	throw invalidInput(rowsPerFile.displayName, value, 'is not a whole number above 0');
}
