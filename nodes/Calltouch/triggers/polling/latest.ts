import { addDays, dayAt } from '../../api/time/dates';
import { CalltouchError } from '../../api/errors';
import type { Entry, Journal, Rules } from './journal';

/** Ranges of days before today that a test searches in turn: for a busy site the first is enough. */
const searchSteps = [
	[0, 0],
	[6, 1],
	[29, 7],
] as const;
const daysOfTest = 30;

/**
 * Returns the newest record that would have started the workflow, for a test in the editor.
 * @throws CalltouchError that says why there is none
 */
export async function findLatest(
	journal: Journal,
	{ zone, noun }: Rules,
	now: number,
): Promise<Entry> {
	const today = dayAt(zone, now);
	let running = 0;
	for (const [first, last] of searchSteps) {
		let latest: Entry | undefined;
		const days = { from: addDays(today, -first), to: addDays(today, -last) };
		for await (const entries of journal.read(days)) {
			for (const entry of entries) {
				if (!entry.ended) running++;
				else if (!latest || entry.at >= latest.at) latest = entry;
			}
		}
		if (latest) return latest;
	}
	const seen = running > 0 ? `only ${running} that did not end yet` : 'none';
	throw new CalltouchError(
		'not-there',
		`There is no ${noun} to show: Calltouch has ${seen} in the last ${daysOfTest} days`,
		{ remedy: 'Check the filters and the Site ID, or make a call and test again.' },
	);
}
