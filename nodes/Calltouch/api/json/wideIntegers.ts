/** Longest run of digits that is always a safe integer: 2^53 has 16. */
export const maxSafeDigits = 15;
const stride = maxSafeDigits + 1;
const backslash = 0x5c;

/**
 * Quotes every integer beyond 2^53 wherever JSON allows a number. Invalid JSON stays invalid.
 * A run of 16 digits covers one of every 16 positions, so checking only those finds them all.
 */
export function quoteWideIntegers(text: string): string {
	let exact = '';
	let copied = 0;
	const strings = new StringMap(text);
	for (let at = stride - 1; at < text.length; at += stride) {
		if (!isDigitCode(text.charCodeAt(at))) continue;
		let start = at;
		while (isDigitCode(text.charCodeAt(start - 1))) start--;
		let end = at + 1;
		while (isDigitCode(text.charCodeAt(end))) end++;
		at += Math.floor((end - 1 - at) / stride) * stride;
		if (end - start <= maxSafeDigits) continue;
		if (text[start - 1] === '-') start--;
		if (!isWideInteger(text, start, end) || strings.covers(start)) continue;
		exact += `${text.slice(copied, start)}"${text.slice(start, end)}"`;
		copied = end;
	}
	return copied === 0 ? text : exact + text.slice(copied);
}

function isDigitCode(code: number): boolean {
	return code >= 48 && code <= 57;
}

/** Whether the literal is an integer that is not safe, at a place where JSON allows a value. */
function isWideInteger(text: string, start: number, end: number): boolean {
	const before = text[start - 1];
	const after = text[end];
	const firstDigit = text[start] === '-' ? text[start + 1] : text[start];
	return (
		(before === undefined || ':[, \t\n\r'.includes(before)) &&
		(after === undefined || ',]} \t\n\r'.includes(after)) &&
		firstDigit !== '0' &&
		!Number.isSafeInteger(Number(text.slice(start, end)))
	);
}

/** A character that occurs in no JSON number or keyword: text between two quotes that has one is a name or a string. */
const nameLetter = /[^truefalsnE0-9\s,:[\]{}+.-]/;

/** Tells whether a position in a JSON text lies inside a string. Query positions in ascending order. */
class StringMap {
	/** Offsets of the quotes of the last string found; each string is scanned only once. */
	private open = -1;

	private close = -1;

	constructor(private readonly text: string) {}

	covers(position: number): boolean {
		const isInside = this.open < position && position < this.close;
		return isInside || (!this.followsName(position) && this.coversByCounting(position));
	}

	/** Whether only a name and a colon precede the position: then it holds a value, whatever came before. */
	private followsName(position: number): boolean {
		const colon = this.skipSpaceBack(position - 1);
		if (this.text[colon] !== ':') return false;
		const close = this.skipSpaceBack(colon - 1);
		if (this.text[close] !== '"') return false;
		const name = this.text.slice(this.text.lastIndexOf('"', close - 1) + 1, close);
		return nameLetter.test(name) && !name.includes('\\');
	}

	private skipSpaceBack(from: number): number {
		let at = from;
		while (at >= 0 && ' \t\n\r'.includes(this.text[at] ?? '')) at--;
		return at;
	}

	/** Scans string by string, resuming where the last scan stopped. */
	private coversByCounting(position: number): boolean {
		while (this.close < position) {
			const open = this.text.indexOf('"', this.close + 1);
			this.open = open === -1 ? Infinity : open;
			this.close = open === -1 ? Infinity : this.closingQuote(open);
		}
		return this.open < position;
	}

	/** Returns Infinity for an unterminated string. */
	private closingQuote(open: number): number {
		let close = this.text.indexOf('"', open + 1);
		while (close !== -1 && this.isEscaped(close)) close = this.text.indexOf('"', close + 1);
		return close === -1 ? Infinity : close;
	}

	private isEscaped(quote: number): boolean {
		let backslashes = 0;
		while (this.text.charCodeAt(quote - 1 - backslashes) === backslash) backslashes++;
		return backslashes % 2 === 1;
	}
}
