import { addDays, type Day } from '../../api/time/dates';
import type { Memory } from './memory';

/** A record's day by our clock may be the day beside its day by Calltouch's, when the account's zone is not set right. */
const daysOfDoubt = 1;
/** A lookback that is made longer reaches back over days that were let go, as long as their ids are kept. */
const maxSpareDays = 8;
/** Ids in all, up to which those of spare days are kept. */
const maxIdsWithSpare = 12_000;

/** Lets go what is remembered of days that cannot be asked for any more. */
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
