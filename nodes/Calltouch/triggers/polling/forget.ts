import { addDays, type Day } from '../../api/time/dates';
import type { Memory } from './memory';

/** If the account's zone is set wrong, our day of a record may be one off from Calltouch's. */
const daysOfDoubt = 1;
/** Days kept beyond the lookback: if it is extended, it reaches back over days whose IDs are still kept. */
const maxSpareDays = 8;
/** IDs of spare days are kept only up to this total. */
const maxIdsWithSpare = 12_000;

/** Drops what is remembered of days that can no longer be asked for. */
export function forget(memory: Memory): Memory {
	const kept = firstKeptDay(memory);
	return {
		...memory,
		known: memory.known > kept ? memory.known : kept,
		emitted: since(memory.emitted, kept),
		passed: since(memory.passed, kept),
		old: since(memory.old, kept),
	};
}

function firstKeptDay({ from, emitted, passed, old }: Memory): Day {
	const counts = new Map<Day, number>();
	let count = 0;
	let kept = addDays(from, -daysOfDoubt);
	for (const day of [...emitted.values(), ...passed.values(), ...old.values()]) {
		counts.set(day, (counts.get(day) ?? 0) + 1);
		if (day >= kept) count++;
	}
	const first = addDays(from, -maxSpareDays);
	while (kept > first) {
		const before = addDays(kept, -1);
		count += counts.get(before) ?? 0;
		if (count > maxIdsWithSpare) break;
		kept = before;
	}
	return kept;
}

function since(ids: Map<string, Day>, first: Day): Map<string, Day> {
	return new Map([...ids].filter(([, day]) => day >= first));
}
