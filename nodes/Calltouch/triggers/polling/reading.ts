import { daySeconds, daysOf, type Day, type DayRange } from '../../api/time/dates';
import type { CountedPage, Entry, Journal } from './journal';

/** Seconds that a record may be ahead of our clock and still count as the newest; later times are mistakes. */
export const maxAhead = daySeconds;

/** What one poll has read. */
export class Reading {
	/** Records without duplicates, and without those already known. */
	readonly entries: Entry[] = [];

	/** Days that were read to their end. */
	readonly days = new Set<Day>();

	/** IDs of all records on the pages of a tail, whether they pass the filters or not. */
	readonly listed = new Set<string>();

	/** Whether the journal has shown no record at all. */
	isEmpty = true;

	/** Pages received, without those of a tail. */
	pages = 0;

	/** Whether no page was received. */
	isBlank = true;

	private readonly lastDays = new Map<string, Day>();

	private readonly latestTime: number;

	/** `newest` is the time of the newest record so far, `now` that of our clock, both in unix seconds. */
	constructor(
		private readonly isKnown: (entry: Entry) => boolean,
		now: number,
		public newest = 0,
	) {
		this.latestTime = now + maxAhead;
	}

	/** Reads some days. After a failure the records so far count, but the days do not. */
	async read(journal: Journal, days: DayRange): Promise<void> {
		for await (const entries of journal.read(days)) {
			this.pages++;
			this.isBlank = false;
			this.add(entries, days.to);
		}
		for (const day of daysOf(days)) this.days.add(day);
	}

	/** Adds a page of a tail that was requested with days up to `lastDay`. */
	addPage({ entries, ids }: Pick<CountedPage, 'entries' | 'ids'>, lastDay: Day): void {
		this.isBlank = false;
		for (const id of ids) this.listed.add(id);
		this.add(entries, lastDay);
	}

	/** Adds records that were requested with days up to `lastDay`. */
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
	 * Pairs records with the day to remember them under. A record's own time does not say which days show it, so this
	 * is the last day requested.
	 */
	withDays(entries: Entry[]): Array<[id: string, day: Day]> {
		return entries.map(({ id }) => [id, this.lastDays.get(id) ?? '']);
	}
}
