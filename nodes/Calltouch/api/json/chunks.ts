import { sleep } from 'n8n-workflow';
import { decode, parseExact } from './parse';

/**
 * Bytes that are parsed at once, at least. A page of a thousand calls has two megabytes: parsed as one, its text and its
 * objects outlive the first collections of garbage, and a long journal fills the memory with what nobody needs any more.
 */
const minPieceBytes = 64 * 1024;
/** Bytes between two turns of the event loop: others want to be served while a long answer is read. */
const maxBytesPerTurn = 2 * 1024 * 1024;
/** How far into an answer its list may begin. */
const maxHeadBytes = 4096;

const arrayStart = Buffer.from('[');
const arrayEnd = Buffer.from(']');

/** An answer taken apart. */
export interface ParsedJournal<T> {
	/** The answer with an empty list in the place of its records. */
	frame: unknown;
	rows: T[];
}

/**
 * Parses a journal, which is a list or an object with the list `records`, and keeps what `take` makes of each record.
 * Any other JSON is all frame. It gives what `parseExact` of the whole would give, in less memory.
 * `take` may see a record twice, so it must change nothing.
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

/** Undefined for what cannot be cut, or is no JSON. */
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

/** Where the records stand, from the first bracket to the last. */
interface RecordList {
	from: number;
	to: number;
	/** What each of them begins with, e.g. `{"callId"`. */
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

/** Whether a record after this text would be the first of the list, and not in a string or in another list. */
function opensRecordList(head: string): boolean {
	const end = head.trimStart().startsWith('{') ? '0]}' : '0]';
	return recordsOf(tryParse(() => JSON.parse(head + end) as unknown))?.length === 1;
}

/**
 * The records that begin at a position, until enough are together. It is cut where a record seems to begin; the cut is
 * right when the piece is valid by itself, because nothing that follows can change how a text is read.
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
		// Where the comma is missing, one before the piece is found, or none.
		const records = end > at ? tryParse(() => parseRecords(body.subarray(at, end))) : undefined;
		if (records?.length) return { records, next: end + 1 };
		if (isLast) return undefined;
		from = begin + step;
	}
}

/** The brackets are put around the bytes, because V8 reads a text of one piece faster than one that was joined. */
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
