/**
 * Reads JSON as text. Numbers are never turned into JavaScript numbers,
 * because visitor ids are wider than 2^53.
 */

const BLANK = /\s/;

function skipBlanks(text: string, from: number): number {
	let at = from;
	while (at < text.length && BLANK.test(text.charAt(at))) at++;
	return at;
}

function endOfString(text: string, from: number): number {
	for (let at = from + 1; at < text.length; at++) {
		if (text[at] === '\\') at++;
		else if (text[at] === '"') return at + 1;
	}
	throw new Error('A JSON string has no end');
}

function endOfValue(text: string, from: number): number {
	let depth = 0;
	let at = from;
	while (at < text.length) {
		const sign = text.charAt(at);
		if (sign === '"') {
			at = endOfString(text, at);
			if (depth === 0) return at;
			continue;
		}
		if (sign === '{' || sign === '[') depth++;
		else if (sign === '}' || sign === ']') {
			if (depth === 0) return at;
			depth--;
			if (depth === 0) return at + 1;
		} else if (depth === 0 && (sign === ',' || BLANK.test(sign))) return at;
		at++;
	}
	if (depth > 0) throw new Error('A JSON value has no end');
	return at;
}

/** Removes the white space between the tokens of a JSON text. */
export function compact(text: string): string {
	let result = '';
	let at = 0;
	while (at < text.length) {
		if (text[at] === '"') {
			const end = endOfString(text, at);
			result += text.slice(at, end);
			at = end;
		} else {
			if (!BLANK.test(text.charAt(at))) result += text[at];
			at++;
		}
	}
	return result;
}

/** The raw texts of the items of a JSON array. */
export function splitArray(text: string): string[] {
	const items: string[] = [];
	let at = skipBlanks(text, 0);
	if (text[at] !== '[') throw new Error('Not a JSON array');
	at = skipBlanks(text, at + 1);
	while (text[at] !== ']') {
		const end = endOfValue(text, at);
		if (end === at) throw new Error('Not a JSON array');
		items.push(text.slice(at, end));
		at = skipBlanks(text, end);
		if (text[at] === ',') at = skipBlanks(text, at + 1);
	}
	return items;
}

/** The keys of a JSON object with the raw texts of their values, in their order. */
export function splitObject(text: string): Array<[key: string, raw: string]> {
	const entries: Array<[string, string]> = [];
	let at = skipBlanks(text, 0);
	if (text[at] !== '{') throw new Error('Not a JSON object');
	at = skipBlanks(text, at + 1);
	while (text[at] !== '}') {
		if (text[at] !== '"') throw new Error('Not a JSON object');
		const keyEnd = endOfString(text, at);
		const key = JSON.parse(text.slice(at, keyEnd)) as string;
		at = skipBlanks(text, keyEnd);
		if (text[at] !== ':') throw new Error('Not a JSON object');
		at = skipBlanks(text, at + 1);
		const end = endOfValue(text, at);
		entries.push([key, text.slice(at, end)]);
		at = skipBlanks(text, end);
		if (text[at] === ',') at = skipBlanks(text, at + 1);
	}
	return entries;
}

/** JSON text of a value; a bigint is written with all its digits. */
export function toJson(value: unknown): string {
	if (typeof value === 'bigint') return value.toString();
	if (Array.isArray(value)) return `[${value.map(toJson).join(',')}]`;
	if (typeof value === 'object' && value !== null) {
		const pairs = Object.entries(value).map(
			([key, item]) => `${JSON.stringify(key)}:${toJson(item)}`,
		);
		return `{${pairs.join(',')}}`;
	}
	return JSON.stringify(value) ?? 'null';
}
