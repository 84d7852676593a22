/** How to write a table: RFC 4180, except for the separator. */
export interface CsvStyle {
	separator: string;
	/** Whether text that a spreadsheet would run as a formula gets an apostrophe in front. */
	guardFormulas: boolean;
}

/** Returns one line with its line break. */
export function csvLine(values: unknown[], style: CsvStyle): string {
	return joinedCells(
		values.map((value) => csvCell(value, style)),
		style.separator,
	);
}

/** Joins cells that are already quoted into one line with its line break. */
export function joinedCells(cells: string[], separator: string): string {
	const line = cells.join(separator);
	// An empty line would not count as a row.
	return `${line === '' ? '""' : line}\r\n`;
}

/** Returns a quoted cell; null and an empty list give an empty one, to differ from empty text. */
export function csvCell(value: unknown, { separator, guardFormulas }: CsvStyle): string {
	const text = cellText(value);
	if (text === undefined) return '';
	if (typeof value === 'number' || typeof value === 'boolean') return text;
	return quotedCell(guardFormulas ? guarded(text, separator) : text, separator);
}

/** Returns what a cell holds: lists of names are joined, other structures become JSON. Undefined for null and an empty list. */
export function cellText(value: unknown): string | undefined {
	if (value === null || value === undefined || (Array.isArray(value) && value.length === 0))
		return undefined;
	return typeof value === 'object' ? flatten(value) : String(value);
}

/** Quotes a text if necessary. */
export function quotedCell(safe: string, separator: string): string {
	const needsQuotes = safe === '' || /["\r\n\t]|^\s|\s$/.test(safe) || safe.includes(separator);
	return needsQuotes ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Puts an apostrophe before whatever a spreadsheet may run. */
function guarded(text: string, separator: string): string {
	const behind = guardedBehind(text, separator);
	return isFormula(text) ? `'${behind}` : behind;
}

/**
 * Puts an apostrophe before formulas behind a separator that this file does not use and therefore does not quote: a
 * Russian Excel splits a file with commas at its semicolons.
 */
export function guardedBehind(text: string, separator: string): string {
	const others = [',', ';', '\t'].filter((other) => other !== separator).join('');
	return text
		.split(new RegExp(`(?<=[${others}\r\n])`))
		.map((part, at) => (at > 0 && isFormulaBehind(part) ? `'${part}` : part))
		.join('');
}

/**
 * Whether a spreadsheet may run this text. After `+` or `-`, only a call, a pipe or a reference to another sheet can do
 * harm, so phones (`+79990001122`), numbers and keywords with a modifier (`+windows`) stay as they are.
 */
function isFormula(text: string): boolean {
	return /^\s*[=@]/.test(text) || (/^\s*[+-]/.test(text) && /[(|!]/.test(text));
}

/** In a list of names, `@ivan` is a name. */
function isFormulaBehind(part: string): boolean {
	return isFormula(part) && !/^\s*@[^(|!]*$/.test(part);
}

function flatten(value: object): string {
	if (!Array.isArray(value)) return JSON.stringify(value);
	const names = value.map(nameOf);
	return names.includes(undefined) ? JSON.stringify(value) : names.join(', ');
}

/** Returns the text for a list element; a tag of Calltouch is a group of names (docs/calltouch-api.md#values). */
function nameOf(element: unknown): string | undefined {
	if (typeof element !== 'object' || element === null) return String(element);
	const { names } = element as { names?: unknown };
	const areTexts = Array.isArray(names) && names.every((name) => typeof name === 'string');
	return areTexts ? names.join(', ') : undefined;
}
