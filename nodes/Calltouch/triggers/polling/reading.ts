import { daysOf, type Day, type DayRange } from '../../api/time/dates';
import type { Entry, Journal } from './journal';

/** A record may lie so far ahead of our clock, in seconds, and still tell how late it is; later ones are mistakes. */
export const maxAhead = 86_400;

/** What one poll has read. */
export class Reading {
	/** Each record once, without those that were known before. */
	readonly entries: Entry[] = [];

	/** The days that were read to their end. */
	readonly days = new Set<Day>();

	/** Whether the journal has shown anything at all. */
	isEmpty = true;

	/** Pages that came. */
	pages = 0;

	private readonly lastDays = new Map<string, Day>();

	private readonly latestTime: number;

	/** `newest` is the time of the newest record so far, `now` that of our clock, in unix seconds. */
	constructor(
		private readonly isKnown: (entry: Entry) => boolean,
		now: number,
		public newest = 0,
	) {
		this.latestTime = now + maxAhead;
	}

	/** Reads some days; what came before a failure counts, only the days do not. */
	async read(journal: Journal, days: DayRange): Promise<void> {
		for await (const entries of journal.read(days)) {
			this.pages++;
			this.add(entries, days.to);
		}
		for (const day of daysOf(days)) this.days.add(day);
	}

	/** Takes records that were asked for with days up to `lastDay`. */
	add(entries: Entry[], lastDay: Day): void {
		for (const entry of entries) {
			this.isEmpty = false;
			if (entry.at <= this.latestTime) this.newest = Math.max(this.newest, entry.at);
			if (this.isKnown(entry) || this.lastDays.has(entry.id)) continue;
			this.lastDays.set(entry.id, lastDay);
			this.entries.push(entry);
		}
	}

	/**
	 * The days under which records are remembered. A record's own time says nothing about the days that show it, so it is
	 * the last of those that were asked for.
	 */
	withDays(entries: Entry[]): Array<[id: string, day: Day]> {
		return entries.map(({ id }) => [id, this.lastDays.get(id) ?? '']);
	}
}
