import { addDays, type Day } from '../../../api/time/dates';
import { packPrints, type Seen } from './prints';

/** So much n8n is given to store, in bytes; it writes the data of a whole workflow each time. */
const maxBytes = 390_000;
/** More records than these never fit, so that reading on is of no use: none takes less than four bytes. */
export const maxRecords = maxBytes / 4;
/** So many fit, whatever they are. */
const maxSmall = 5_000;
const encoder = new TextEncoder();

/**
 * The first day from which on all records fit into what n8n is given to store; undefined when all of them do. Days are
 * let go as a whole, the oldest first.
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

/** What records take in the database of n8n: JSON inside JSON. */
export function storedBytes(records: ReadonlyMap<string, Seen>): number {
	const text = JSON.stringify(JSON.stringify(packPrints(records)));
	return encoder.encode(text).length;
}

/** The day after the oldest days that have so many records together. */
function dayAfter(records: ReadonlyMap<string, Seen>, count: number): Day {
	const days = [...records.values()].map(({ day }) => day).sort();
	return addDays(days[count - 1] ?? '', 1);
}
