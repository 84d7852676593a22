/** Reads CSV as RFC 4180 describes it, sign by sign; throws where a reader would have to guess. */
export function readCsv(file: string, separator: string): string[][] {
	const rows: string[][] = [];
	let row: string[] = [];
	let cell = '';
	let at = 0;
	const endCell = () => {
		row.push(cell);
		cell = '';
	};
	while (at < file.length) {
		if (file[at] === '"') {
			if (cell !== '') throw new Error(`A quote inside an open cell at ${at}`);
			for (at++; file[at] !== '"' || file[at + 1] === '"'; at++) {
				if (at >= file.length) throw new Error('A quote is not closed');
				if (file[at] === '"') at++;
				cell += file[at];
			}
			at++;
			if (at < file.length && file[at] !== separator && !file.startsWith('\r\n', at)) {
				throw new Error(`Text after a closing quote at ${at}`);
			}
		} else if (file[at] === separator) {
			endCell();
			at++;
		} else if (file.startsWith('\r\n', at)) {
			endCell();
			rows.push(row);
			row = [];
			at += 2;
		} else {
			cell += file[at++];
		}
	}
	if (row.length > 0 || cell !== '') throw new Error('The last line has no end');
	return rows;
}
