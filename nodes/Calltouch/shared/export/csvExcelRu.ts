import { cellText, csvCell, guardedBehind, joinedCells, quotedCell } from './csv';

const separator = ';';

/** Keys of dates. `sessionDate` is excluded below: it is on a 12-hour clock, so its time would be wrong. */
const dateKey = /^date|Date$/;
const amountKey = /amount|price|revenue|margin|^sum$/i;

/** `2025-12-31T10:00:00+03:00` and `31/12/2025 9:00:00`, as found in the journals and in Simplified. */
const isoTime =
	/^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?$/;
const dayFirstTime = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?: (\d{1,2}):(\d\d)(?::(\d\d))?)?$/;

/** Spreadsheets know no earlier date. */
const firstYear = 1900;
/** With more digits, Excel switches to scientific notation, and beyond 15 it loses digits. */
const maxDigits = 11;

/** Numbers, dates, times, percentages, fractions, and words that a spreadsheet reads as a value. */
const looksTyped = /^[\s+-]*[\d.,][\d\s.,:/+%-]*(?:e[+-]?\d+)?$|^(?:true|false|истина|ложь)$/iu;
const month =
	'(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)';
const looksDated = new RegExp(
	`^\\d{1,4}[\\s./-]*${month}\\p{L}*[\\s./-]*\\d{0,4}$|^${month}\\p{L}*[\\s./-]*\\d{1,4}$`,
	'iu',
);
/** Spreadsheets do not convert longer texts. */
const maxTyped = 60;
/** A sign makes a formula of any text: Yandex.Direct's keyword `---autotargeting` would become `#NAME?`. */
const looksSigned = /^\s*[+-]/;
/** The longest text in a formula of Excel; line breaks have no place in one. */
const literal = /^[^\r\n]{0,255}$/;

/**
 * Returns one line for Excel with Russian settings: semicolons, decimal commas, dates as `31.12.2025 10:00:00`. What is
 * text in Calltouch stays text: long digits, leading zeros, and anything else that looks like a number or a date.
 */
export function excelRuLine(values: unknown[], keys: string[], guardFormulas: boolean): string {
	const cells = values.map((value, index) => excelRuCell(value, keys[index] ?? '', guardFormulas));
	return joinedCells(cells, separator);
}

function excelRuCell(value: unknown, key: string, guardFormulas: boolean): string {
	if (typeof value === 'number') return numberCell(String(value));
	if (typeof value === 'string') {
		const date = dateKey.test(key) && key !== 'sessionDate' ? dateCell(value) : undefined;
		if (date !== undefined) return date;
		if (amountKey.test(key) && /^-?\d{1,15}(?:\.\d+)?$/.test(value)) return value.replace('.', ',');
	}
	const text = typeof value === 'boolean' ? undefined : cellText(value);
	if (text !== undefined && looksSigned.test(text)) return signedCell(text, guardFormulas);
	if (text !== undefined && isMisread(text)) return textCell(text);
	return csvCell(value, { separator, guardFormulas });
}

function numberCell(text: string): string {
	const isLong = text.replace(/\D/g, '').length > maxDigits && /^-?\d+$/.test(text);
	return isLong ? textCell(text) : text.replace('.', ',');
}

function dateCell(text: string): string | undefined {
	const iso = isoTime.exec(text);
	const [, day = '', month_ = '', year = '', ...time] = iso
		? [text, iso[3], iso[2], iso[1], ...iso.slice(4)]
		: (dayFirstTime.exec(text) ?? []);
	if (Number(year) < firstYear) return undefined;
	const [hour, minute, second = '00'] = time;
	const date = `${day.padStart(2, '0')}.${month_.padStart(2, '0')}.${year}`;
	return hour === undefined ? date : `${date} ${hour.padStart(2, '0')}:${minute}:${second}`;
}

/** Whether a spreadsheet would change a text. Up to eleven digits, such as a phone, look the same as a number. */
function isMisread(text: string): boolean {
	if (text.length > maxTyped) return false;
	if (/^[1-9]\d*$/.test(text)) return text.length > maxDigits;
	return text !== '0' && (looksTyped.test(text) || looksDated.test(text));
}

/** Text that no formula can hold stays text by an apostrophe, which is shown. */
function signedCell(text: string, guardFormulas: boolean): string {
	const safe = guardFormulas ? guardedBehind(text, separator) : text;
	return literal.test(safe) ? textCell(safe) : quotedCell(`'${safe}`, separator);
}

/** Returns a formula that evaluates to the text, and to nothing else. */
function textCell(text: string): string {
	return quotedCell(`="${text.replaceAll('"', '""')}"`, separator);
}
