import { dayAt, daysOf, type Day, type DayRange } from '../../../api/time/dates';
import type { Entry } from '../journal';
import { maxAhead } from '../reading';
import type { WatchingPoll } from './compare';
import type { Seen } from './prints';
import type { Sighting, WatchedJournal } from './sighting';
import { difference, type Difference } from './watch';
import type { Watched } from './watched';

/** What one poll has seen, on top of what was known before. */
export class Sightings {
	/** What is known of each record now. */
	readonly records: Map<string, Seen>;

	/** Days that were read completely. */
	readonly days = new Set<Day>();

	/** Whether no page was received. */
	isBlank = true;

	/** Time of the newest record so far, in unix seconds. */
	newest: number;

	private readonly shown = new Set<string>();

	private readonly changes = new Map<string, Difference & { sighting: Sighting }>();

	constructor(
		private readonly memory: Watched,
		private readonly poll: WatchingPoll,
	) {
		this.records = new Map(memory.records);
		this.newest = memory.newest;
	}

	/** Number of changes so far. */
	get count(): number {
		return this.changes.size;
	}

	/** Reads some days. After a failure, the records seen so far count, but the days do not. */
	async read(journal: WatchedJournal, days: DayRange): Promise<void> {
		for await (const page of journal.read(days)) {
			this.isBlank = false;
			for (const sighting of page) this.add(sighting, days);
		}
		for (const day of daysOf(days)) this.days.add(day);
	}

	/** Returns the changed records, each with its changes. */
	found(): Entry[] {
		return [...this.changes.values()].map(({ sighting, changedFields, before }) => {
			const { id, at, ended, json } = sighting;
			const old = Object.keys(before).length > 0 ? { before } : {};
			return { id, at, ended, json: () => ({ ...json(), changedFields, ...old }) };
		});
	}

	/** Returns the records from a day on, and older ones that the journal still shows. */
	since(first: Day): Map<string, Seen> {
		const isWatched = (id: string, day: Day) => day >= first || this.shown.has(id);
		return new Map([...this.records].filter(([id, { day }]) => isWatched(id, day)));
	}

	private add(sighting: Sighting, days: DayRange): void {
		const { id, at, ended, tokens } = sighting;
		if (at <= this.poll.now + maxAhead) this.newest = Math.max(this.newest, at);
		// What happens to a call in progress is not a change.
		if (!ended) return;
		this.shown.add(id);
		const before = this.memory.records.get(id);
		const day = before?.day ?? this.dayOf(at, days);
		this.records.set(id, before && isEqual(before.tokens, tokens) ? before : { day, tokens });
		const change = before
			? difference(this.poll.slots, before.tokens, tokens)
			: this.appearance(at, day);
		// A record that moves to another day meanwhile is seen twice: the last sighting counts.
		if (change) this.changes.set(id, { ...change, sighting });
		else this.changes.delete(id);
	}

	/** Returns the day of a record by its own time, or the last requested day if it lies outside. */
	private dayOf(at: number, { from, to }: DayRange): Day {
		const own = dayAt(this.poll.rules.zone, at);
		return own >= from && own <= to ? own : to;
	}

	/** Returns an empty difference for a new record; undefined if a record seen for the first time is not new. */
	private appearance(at: number, day: Day): Difference | undefined {
		const { includeNew, rules } = this.poll;
		const { known, view, readAt } = this.memory;
		const isPassedOver = view !== rules.view && at < readAt;
		return includeNew && day >= known && !isPassedOver
			? { changedFields: [], before: {} }
			: undefined;
	}
}

function isEqual(a: string[], b: string[]): boolean {
	return a.length === b.length && a.every((token, at) => token === b[at]);
}
