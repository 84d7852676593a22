import { sleep } from 'n8n-workflow';
import { decode, parseExact } from './parse';

/**
 * Smallest piece to parse at once. A page of a thousand calls takes two megabytes: parsed in one go, its text and
 * objects outlive the young-generation collections, and a long journal fills memory with garbage.
 */
const minPieceBytes = 64 * 1024;
/** Bytes to parse before yielding to the event loop, so that a long answer does not starve other work. */
const maxBytesPerTurn = 2 * 1024 * 1024;
/** How far into an answer its list may begin, in bytes. */
const maxHeadBytes = 4096;

const arrayStart = Buffer.from('[');
const arrayEnd = Buffer.from(']');

export interface ParsedJournal<T> {
	/** The answer with its records replaced by an empty list. */
	frame: unknown;
	rows: T[];
}

/**
 * Parses a journal, either a list or an object with a list `records`, and maps each record with `take`. JSON of any
 * other shape ends up in `frame`. Same result as `parseExact` on the whole body, in less memory.
 * `take` may see a record twice, so it must have no side effects.
 * @throws SyntaxError or TypeError, as `parseExact` and `decode` do
 */
export async function parseJournal<T>(
	body: unknown,
	take: (record: unknown) => T,
	pieceBytes = minPieceBytes,
): Promise<ParsedJournal<T>> {
	const parts = Buffer.isBuffer(body) ? await parsePieces(body, take, pieceBytes) : undefined;
	return parts ?? parseWhole(body, take);
}

function parseWhole<T>(body: unknown, take: (record: unknown) => T): ParsedJournal<T> {
	const json = parseExact(decode(body));
	const rows = (recordsOf(json) ?? []).map(take);
	if (Array.isArray(json)) return { frame: [], rows };
	return { frame: recordsOf(json) ? { ...(json as object), records: [] } : json, rows };
}

function recordsOf(json: unknown): unknown[] | undefined {
	if (Array.isArray(json)) return json as unknown[];
	const { records } = (json ?? {}) as { records?: unknown };
	return Array.isArray(records) ? records : undefined;
}

/** Returns undefined if the body cannot be cut into pieces or is not JSON. */
async function parsePieces<T>(
	body: Buffer,
	take: (record: unknown) => T,
	pieceBytes: number,
): Promise<ParsedJournal<T> | undefined> {
	const list = body.length > pieceBytes ? findList(body) : undefined;
	if (!list) return undefined;
	const rows: T[] = [];
	let turnEnd = list.from + maxBytesPerTurn;
	for (let at = list.from; at < list.to;) {
		const piece = parsePiece(body, at, pieceBytes, list);
		if (!piece) return undefined;
		for (const record of piece.records) rows.push(take(record));
		at = piece.next;
		if (at > turnEnd) {
			await sleep(0);
			turnEnd = at + maxBytesPerTurn;
		}
	}
	return { frame: list.frame, rows };
}

/** The records in the bytes of the body: the offsets just after the opening bracket and of the closing one. */
interface RecordList {
	from: number;
	to: number;
	/** How each record begins, e.g. `{"callId"`. */
	opening: string;
	frame: unknown;
}

function findList(body: Buffer): RecordList | undefined {
	const from = body.indexOf('[', Math.max(body.indexOf('"records"'), 0)) + 1;
	const to = body.lastIndexOf(']');
	if (from === 0 || from > maxHeadBytes) return undefined;
	const head = decode(body.subarray(0, from));
	const [, opening] = /^\s*(\{\s*"[^"\\]+")/.exec(body.toString('latin1', from, from + 256)) ?? [];
	const frame = tryParse(() => parseExact(head + decode(body.subarray(to))));
	const isThis = recordsOf(frame)?.length === 0 && opensRecordList(head);
	return isThis && opening !== undefined ? { from, to, opening, frame } : undefined;
}

/** Whether a record after this text would be the first of the list, rather than part of a string or of another list. */
function opensRecordList(head: string): boolean {
	const end = head.trimStart().startsWith('{') ? '0]}' : '0]';
	return recordsOf(tryParse(() => JSON.parse(head + end) as unknown))?.length === 1;
}

/**
 * Parses the records from an offset on, at least `pieceBytes` of them. The cut is made where a record seems to begin.
 * It is right if the piece is valid JSON on its own, since later text cannot change the meaning of earlier text.
 */
function parsePiece(
	body: Buffer,
	at: number,
	pieceBytes: number,
	{ to, opening }: RecordList,
): { records: unknown[]; next: number } | undefined {
	for (let from = at + pieceBytes, step = 1; ; step *= 2) {
		const begin = body.indexOf(opening, from, 'latin1');
		const isLast = begin === -1 || begin > to;
		const end = isLast ? to : body.lastIndexOf(',', begin);
		// If there is no comma in between, this finds one before the piece, or none.
		const records = end > at ? tryParse(() => parseRecords(body.subarray(at, end))) : undefined;
		if (records?.length) return { records, next: end + 1 };
		if (isLast) return undefined;
		from = begin + step;
	}
}

/** Brackets are added to the bytes, not to the text, because V8 parses a flat string faster than a concatenated one. */
function parseRecords(elements: Uint8Array): unknown[] {
	return parseExact(decode(Buffer.concat([arrayStart, elements, arrayEnd]))) as unknown[];
}

function tryParse<T>(parse: () => T): T | undefined {
	try {
		return parse();
	} catch {
		return undefined;
	}
}
