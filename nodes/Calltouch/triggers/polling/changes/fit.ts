import { addDays, type Day } from '../../../api/time/dates';
import { packPrints, type Seen } from './prints';

/** Maximum size of the stored records, in bytes; n8n writes the data of the whole workflow each time. */
const maxBytes = 390_000;
/** More records never fit, so there is no point in reading on: each takes at least four bytes. */
export const maxRecords = maxBytes / 4;
/** This many always fit. */
const maxSmall = 5_000;
const encoder = new TextEncoder();

/**
 * Returns the first day from which all records fit into storage; undefined if all fit. Days are dropped as a whole, the
 * oldest first.
 */
export function firstDayThatFits(records: ReadonlyMap<string, Seen>): Day | undefined {
	let kept = records;
	let first: Day | undefined;
	for (;;) {
		const bytes = kept.size > maxSmall ? storedBytes(kept) : 0;
		if (bytes <= maxBytes) return first;
		const surplus = Math.ceil(kept.size * (1 - maxBytes / bytes));
		first = dayAfter(kept, surplus);
		const from = first;
		kept = new Map([...kept].filter(([, { day }]) => day >= from));
	}
}

/** Bytes that records take in n8n's database: JSON inside JSON. */
export function storedBytes(records: ReadonlyMap<string, Seen>): number {
	const text = JSON.stringify(JSON.stringify(packPrints(records)));
	return encoder.encode(text).length;
}

/** Returns the day after the oldest days that together have this many records. */
function dayAfter(records: ReadonlyMap<string, Seen>, count: number): Day {
	const days = [...records.values()].map(({ day }) => day).sort();
	return addDays(days[count - 1] ?? '', 1);
}
