import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { notStored, saidBy } from '../../api/errors';
import type { DayRange } from '../../api/time/dates';
import type { CalltouchRecord } from '../../api/record';
import type { FileFormat } from './fileFormat';
import { numbered, safeFileName } from './fileName';
import type { Output } from '../lists/output';

/** Concurrent exports; few, because each holds the rows of a file. Their pages are fetched concurrently anyway. */
export const filesAtOnce = 5;

/** Describes the files of one export. */
export interface ExportPlan {
	shape: Output<string>['shape'];
	format: FileFormat;
	/** Field of the output items that holds the file. */
	field: string;
	/** Name of the first file; the others get a number. */
	fileName: string;
	rowsPerFile: number;
	siteId: string;
	period: DayRange;
}

/**
 * Writes a journal to files, page by page, and returns one item per file. Never holds more than the rows of one file. A
 * journal without records gives one file without rows, so that a report goes out on an empty day, too.
 */
export async function exportFiles(
	context: IExecuteFunctions,
	plan: ExportPlan,
	read: (encode: (record: CalltouchRecord) => string) => AsyncGenerator<string[]>,
): Promise<INodeExecutionData[]> {
	const items: INodeExecutionData[] = [];
	let file = new OpenFile(plan.format.head);
	const store = async () => {
		items.push(await storeFile(context, file, items.length + 1, plan));
		file = new OpenFile(plan.format.head);
	};
	const encode = (record: CalltouchRecord) => plan.format.line(plan.shape(record));
	for await (const lines of read(encode)) {
		for (let from = 0; from < lines.length;) {
			const to = from + plan.rowsPerFile - file.rows;
			file.add(lines.slice(from, to));
			if (file.rows === plan.rowsPerFile) await store();
			from = to;
		}
	}
	if (file.rows > 0 || items.length === 0) await store();
	return items;
}

/** Holds rows as bytes: half the memory of non-Latin text. */
class OpenFile {
	rows = 0;

	private readonly pieces: Buffer[];

	constructor(head: string) {
		this.pieces = [Buffer.from(head)];
	}

	add(lines: string[]): void {
		this.rows += lines.length;
		this.pieces.push(Buffer.from(lines.join('')));
	}

	bytes(): Buffer {
		return Buffer.concat(this.pieces);
	}
}

async function storeFile(
	context: IExecuteFunctions,
	file: OpenFile,
	part: number,
	{ format, field, fileName: name, siteId, period }: ExportPlan,
): Promise<INodeExecutionData> {
	const { extension, mimeType } = format;
	const firstName = safeFileName(name, 'export', extension);
	const fileName = part === 1 ? firstName : numbered(firstName, part);
	const bytes = file.bytes();
	const stored = await context.helpers
		.prepareBinaryData(bytes, fileName, mimeType)
		.catch((error: unknown) => {
			throw notStored(saidBy(error));
		});
	return {
		json: {
			fileName,
			mimeType,
			rows: file.rows,
			bytes: bytes.length,
			part,
			siteId,
			dateFrom: period.from,
			dateTo: period.to,
		},
		binary: { [field]: stored },
	};
}
