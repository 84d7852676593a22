import { parse } from 'csv-parse/sync';

/** Reads CSV as RFC 4180 describes it; throws where a reader would have to guess. */
export function readCsv(file: string, separator: string): string[][] {
	if (file !== '' && !file.endsWith('\r\n')) throw new Error('The last line has no end');
	return parse(file, { delimiter: separator, recordDelimiter: '\r\n' });
}
