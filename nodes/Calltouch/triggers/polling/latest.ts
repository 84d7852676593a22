import { addDays } from '../../api/dates';
import { CalltouchError } from '../../api/errors';
import { dayAt } from './catchUp';
import type { Entry, Journal, Rules } from './journal';

/** How far a test looks back, in days. */
const daysOfTest = 30;

/**
 * The newest record that would have started the workflow, for a test in the editor.
 * @throws CalltouchError that says why there is none
 */
export async function findLatest(
	journal: Journal,
	{ zone, noun }: Rules,
	now: number,
): Promise<Entry> {
	const today = dayAt(zone, now);
	let running = 0;
	for (let ago = 0; ago < daysOfTest; ago++) {
		const day = addDays(today, -ago);
		let latest: Entry | undefined;
		for await (const entries of journal.read({ from: day, to: day })) {
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
