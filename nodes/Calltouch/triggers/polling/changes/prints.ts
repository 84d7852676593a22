import type { Day } from '../../../api/time/dates';
import { escapeId, isPlainId, packNumber, CodeReader, unescapeId } from '../idCode';
import { isText, printLength, printMark, toPrint, unknown, type Token } from './tokens';

/** What is kept of a record that has been seen. */
export interface Seen {
	/** Day that it belongs to. */
	day: Day;
	/** One per watched slot. */
	tokens: Token[];
}

/** Stored form of records: tokens that several share are in `words`. */
export interface PackedPrints {
	words: Token[];
	/** Records by day: for each, the difference to the previous number, which slots are not empty, and their tokens. */
	days: Record<Day, string>;
}

/** Code for a print that is written out; words are counted from 1. */
const written = 0;
/**
 * Budget for texts, in characters: a base, an extra per record, and a maximum. What does not fit is kept as a print.
 */
const minTextSigns = 500;
const textSignsARecord = 1;
const maxTextSigns = 10_000;
/** A print shared by fewer records is shorter written out. */
const minSharers = 3;

export function packPrints(records: ReadonlyMap<string, Seen>): PackedPrints {
	const words = wordsOf(records);
	const codes = new Map(words.map((word, at) => [word, packNumber(at + 1)]));
	const days = new Map<Day, string[]>();
	for (const [id, { day }] of records) {
		const ids = days.get(day);
		if (ids) ids.push(id);
		else days.set(day, [id]);
	}
	const packed = [...days].map(([day, ids]) => [day, packDay(ids, records, codes)] as const);
	return { words: words.map(swapQuotes), days: Object.fromEntries(packed) };
}

/** Unpacks the result of `packPrints`, with this many slots. */
export function unpackPrints({ words, days }: PackedPrints, slots: number): Map<string, Seen> {
	const tokens = words.map(swapQuotes);
	const records = new Map<string, Seen>();
	for (const [day, text] of Object.entries(days)) {
		const [numbers = '', ...others] = text.split(' ');
		const reader = new CodeReader(numbers);
		for (let id = 0; !reader.isDone;) {
			id += reader.number();
			records.set(String(id), { day, tokens: readTokens(reader, tokens, slots) });
		}
		for (const other of others) {
			const [id = '', rest = ''] = other.split(',');
			const own = readTokens(new CodeReader(rest), tokens, slots);
			records.set(unescapeId(id), { day, tokens: own });
		}
	}
	return records;
}

/** Returns the tokens that records share, most used first, and as many texts as fit. */
function wordsOf(records: ReadonlyMap<string, Seen>): Token[] {
	const uses = new Map<Token, number>();
	for (const { tokens } of records.values()) {
		for (const token of tokens) if (token !== '') uses.set(token, (uses.get(token) ?? 0) + 1);
	}
	let room = Math.min(minTextSigns + textSignsARecord * records.size, maxTextSigns);
	const words: Token[] = [];
	for (const [token, count] of [...uses].sort(([, a], [, b]) => b - a)) {
		if (isText(token)) {
			if (token.length > room) continue;
			room -= token.length;
		} else if (token !== unknown && count < minSharers) continue;
		words.push(token);
	}
	return words;
}

function packDay(
	ids: string[],
	records: ReadonlyMap<string, Seen>,
	codes: Map<Token, string>,
): string {
	const write = (id: string) => packTokens(records.get(id)?.tokens ?? [], codes);
	const numbers = Float64Array.from(ids.filter(isPlainId), Number).sort();
	let before = 0;
	let text = '';
	for (const number of numbers) {
		text += packNumber(number - before) + write(String(number));
		before = number;
	}
	const others = ids.filter((id) => !isPlainId(id));
	return [text, ...others.map((id) => `${escapeId(id)},${write(id)}`)].join(' ');
}

function packTokens(tokens: Token[], codes: Map<Token, string>): string {
	const filled = tokens.reduce((bits, token, at) => bits + (token === '' ? 0 : 2 ** at), 0);
	const parts = tokens
		.filter(Boolean)
		.map((token) => codes.get(token) ?? codes.get(toPrint(token)) ?? writeOut(token));
	return packNumber(filled) + parts.join('');
}

function writeOut(token: Token): string {
	return packNumber(written) + toPrint(token).slice(-printLength);
}

function readTokens(reader: CodeReader, words: Token[], slots: number): Token[] {
	const filled = reader.number();
	return Array.from({ length: slots }, (_, at) => {
		if (Math.floor(filled / 2 ** at) % 2 === 0) return '';
		const code = reader.number();
		return code === written ? printMark + reader.take(printLength) : (words[code - 1] ?? '');
	});
}

/** n8n stores the words as JSON inside JSON, where each double quote takes four characters. */
function swapQuotes(text: string): string {
	return text.replace(/["']/g, (quote) => (quote === '"' ? "'" : '"'));
}
