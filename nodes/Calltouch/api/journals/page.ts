import { parseJournal } from '../json/chunks';
import type { CalltouchRecord } from '../record';

/** Largest page that the journals give (docs/calltouch-api.md#limits). */
export const maxPageSize = 1000;

/** What is kept of a record, so that the record itself need not be. */
export interface Kept<T> {
	/** The record's own number; for one without, what it holds and which of its kind it is on its page. */
	id: string | number;
	/** Undefined when nothing is wanted of it. */
	row: T | undefined;
}

/** What a journal answered. */
export interface Page<T> {
	/** One for each record. */
	kept: Array<Kept<T>>;
	/** How many pages there are, as far as the answer tells. */
	total?: number;
	/** How many records all pages have together, as far as the answer tells. */
	count?: number;
	/** How many records a full page has: as many as were asked for, or fewer when the answer says so. */
	size: number;
	/** A bare array: all that the journal has, or one page of it; the answer does not tell. */
	bare: boolean;
}

/** How an answer is read. */
export interface Reader<T> {
	/** Key of a record's own number, e.g. `orderId`. */
	id: string;
	/** Records asked for with a page. */
	size: number;
	/** Makes a row of a record, or nothing. It may see a record twice, so it must change nothing. */
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
 * Reads both forms of a journal: a bare array, or an envelope with `records` that counts its pages in `pageTotal`,
 * in `totalPage`, in `recordsTotal` or not at all (docs/calltouch-api.md#calls). Undefined for anything else.
 * @throws SyntaxError or TypeError for a body that is no JSON
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
	if (!Array.isArray(envelope.records)) return undefined;
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

function isObject(value: unknown): value is CalltouchRecord {
	return typeof value === 'object' && value !== null;
}

/** No number of a record begins so. */
const anonymous = '{';

function identify(record: CalltouchRecord, key: string): string | number {
	const { [key]: id } = record;
	return typeof id === 'number' || (typeof id === 'string' && id !== '')
		? id
		: anonymous + JSON.stringify(record);
}

/** Records without numbers that hold the same may be two of a kind. */
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

/** Zero means nothing here: an empty range may say 0 pages, and a full one may as well. */
function positive(value: unknown): number | undefined {
	return typeof value === 'number' && value > 0 ? value : undefined;
}
