import { parseJournal } from '../json/chunks';
import type { CalltouchRecord } from '../record';

/** Largest page the journals return (docs/calltouch-api.md#limits). */
export const maxPageSize = 1000;

/** What is kept of a record, so that the record itself can be dropped. */
export interface Kept<T> {
	/** The record's ID; for one without, its content and its ordinal among identical records on the page. */
	id: string | number;
	/** Undefined if the record is not wanted. */
	row: T | undefined;
}

/** One answer of a journal. */
export interface Page<T> {
	/** One entry per record. */
	kept: Array<Kept<T>>;
	/** Number of pages, if the answer tells. */
	total?: number;
	/** Number of records on all pages, if the answer tells. */
	count?: number;
	/** Records on a full page: as many as requested, or fewer if the answer says so. */
	size: number;
	/** Whether the answer is a bare array; that may be the whole journal or one page of it. */
	bare: boolean;
}

/** How to read an answer. */
export interface Reader<T> {
	/** Key of a record's ID, e.g. `orderId`. */
	id: string;
	/** Records requested per page. */
	size: number;
	/**
	 * Maps a record to a row, or to undefined to leave it out. May see a record twice, so it must have no side effects.
	 */
	pick: (record: CalltouchRecord) => T | undefined;
}

interface Envelope {
	records?: unknown;
	pageTotal?: unknown;
	totalPage?: unknown;
	recordsTotal?: unknown;
	pageSize?: unknown;
}

/**
 * Parses both forms of a journal: a bare array, or an envelope with `records` that counts its pages in `pageTotal`, in
 * `totalPage`, in `recordsTotal` or not at all (docs/calltouch-api.md#calls). Returns undefined for any other JSON.
 * @throws SyntaxError or TypeError if the body is not JSON
 */
export async function readPage<T>(
	body: unknown,
	{ id, size, pick }: Reader<T>,
): Promise<Page<T> | undefined> {
	const { frame, rows: kept } = await parseJournal(body, (record) =>
		isObject(record) ? { id: identify(record, id), row: pick(record) } : undefined,
	);
	if (!kept.every((one) => one !== undefined)) return undefined;
	tellApart(kept);
	if (Array.isArray(frame)) return { kept, size, bare: true };
	const envelope: Envelope = isObject(frame) ? frame : {};
	if (!Array.isArray(envelope.records) && !isNothing(envelope)) return undefined;
	const count = positive(envelope.recordsTotal);
	const full = Math.min(size, positive(envelope.pageSize) ?? size);
	const pages = positive(envelope.pageTotal) ?? positive(envelope.totalPage);
	return {
		kept,
		total: pages ?? (count && Math.ceil(count / full)),
		count,
		size: full,
		bare: false,
	};
}

/** An empty list written as null was never seen of Calltouch, so the count has to say that it is one. */
function isNothing({ records, recordsTotal }: Envelope): boolean {
	return records === null && (recordsTotal === 0 || recordsTotal === '0');
}

function isObject(value: unknown): value is CalltouchRecord {
	return typeof value === 'object' && value !== null;
}

/** No ID starts with this. */
const anonymous = '{';

function identify(record: CalltouchRecord, key: string): string | number {
	const { [key]: id } = record;
	return typeof id === 'number' || (typeof id === 'string' && id !== '')
		? id
		: anonymous + JSON.stringify(record);
}

/** Identical records without IDs may still be distinct, so they are numbered. */
function tellApart(kept: Array<Kept<unknown>>): void {
	const seen = new Map<string, number>();
	for (const one of kept) {
		const { id } = one;
		if (typeof id !== 'string' || !id.startsWith(anonymous)) continue;
		const place = (seen.get(id) ?? 0) + 1;
		seen.set(id, place);
		one.id = `${id}${place}`;
	}
}

/**
 * Zero says nothing: an empty range may report 0 pages, and so may a full one. That counts come as text was never seen,
 * but ignoring one could pass a part for the whole.
 */
function positive(value: unknown): number | undefined {
	const isText = typeof value === 'string' && /^\d{1,15}$/.test(value);
	const number = isText ? Number(value) : value;
	return typeof number === 'number' && number > 0 ? number : undefined;
}
