import { Refusal } from './service.mts';

export type Cell = string | number | boolean | null;

/** One sheet of a spreadsheet: as many rows and columns as a new one has. */
export class Grid {
	readonly properties;
	private rows: Cell[][] = [];

	constructor(private readonly title: string) {
		const gridProperties = { rowCount: 1000, columnCount: 26 };
		this.properties = { sheetId: 0, title, index: 0, sheetType: 'GRID', gridProperties };
	}

	/** Cells as a reader sees them, without the empty ones at the end. */
	formatted(): string[][] {
		return this.rows.map((row) => {
			const shown = row.map((cell) => String(cell ?? ''));
			while (shown.at(-1) === '') shown.pop();
			return shown;
		});
	}

	/** The rows below the first one, by the names in it. */
	objects(): Array<Record<string, Cell>> {
		const [names = [], ...rows] = this.rows;
		return rows.map((row) =>
			Object.fromEntries(names.map((name, column) => [String(name), row[column] ?? ''])),
		);
	}

	/** Writes from the first cell of a range such as `Sheet!A2` or `Sheet!2:5`; null leaves a cell as it is. */
	write(range: string, values: Cell[][]): void {
		const [, letter = 'A', number = '1'] = /!([A-Z]?)(\d+)/.exec(range) ?? [];
		const top = Number(number) - 1;
		const left = Math.max(0, letter.charCodeAt(0) - 'A'.charCodeAt(0) || 0);
		const { rowCount, columnCount } = this.properties.gridProperties;
		const width = Math.max(...values.map((row) => row.length));
		if (top + values.length > rowCount || left + width > columnCount) {
			const limits = `Max rows: ${rowCount}, max columns: ${columnCount}`;
			throw new Refusal(400, `Range (${range}) exceeds grid limits. ${limits}`);
		}
		values.forEach((cells, down) => {
			while (this.rows.length <= top + down) this.rows.push([]);
			const row = this.rows[top + down] as Cell[];
			cells.forEach((cell, right) => {
				while (row.length <= left + right) row.push('');
				if (cell !== null) row[left + right] = cell;
			});
		});
	}

	/** Adds rows below the last one; the sheet grows when they do not fit. */
	append(values: Cell[][]): void {
		const { gridProperties } = this.properties;
		const end = this.rows.length + values.length;
		gridProperties.rowCount = Math.max(gridProperties.rowCount, end);
		this.write(`${this.title}!A${this.rows.length + 1}`, values);
	}
}
