import { dayAt, daysOf, type Day, type DayRange } from '../../../api/time/dates';
import type { Entry } from '../journal';
import { maxAhead } from '../reading';
import type { WatchingPoll } from './compare';
import type { Seen } from './prints';
import type { Sighting, WatchedJournal } from './sighting';
import { difference, type Difference } from './watch';
import type { Watched } from './watched';

/** What one poll has seen, beside what was known before. */
export class Sightings {
	/** What is known of each record now. */
	readonly records: Map<string, Seen>;

	/** The days that were read to their end. */
	readonly days = new Set<Day>();

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

	/** The number of changes so far. */
	get count(): number {
		return this.changes.size;
	}

	/** Reads some days; what came before a failure counts, only the days do not. */
	async read(journal: WatchedJournal, days: DayRange): Promise<void> {
		for await (const page of journal.read(days)) {
			for (const sighting of page) this.add(sighting, days);
		}
		for (const day of daysOf(days)) this.days.add(day);
	}

	/** The changed records, with what has changed of them. */
	found(): Entry[] {
		return [...this.changes.values()].map(({ sighting, changedFields, before }) => {
			const { id, at, ended, json } = sighting;
			const old = Object.keys(before).length > 0 ? { before } : {};
			return { id, at, ended, json: () => ({ ...json(), changedFields, ...old }) };
		});
	}

	/** The records from a day on, and older ones that the journal still shows. */
	since(first: Day): Map<string, Seen> {
		const isWatched = (id: string, day: Day) => day >= first || this.shown.has(id);
		return new Map([...this.records].filter(([id, { day }]) => isWatched(id, day)));
	}

	private add(sighting: Sighting, days: DayRange): void {
		const { id, at, ended, tokens } = sighting;
		if (at <= this.poll.now + maxAhead) this.newest = Math.max(this.newest, at);
		// What happens to a call while it goes on is no change.
		if (!ended) return;
		this.shown.add(id);
		const before = this.memory.records.get(id);
		const day = before?.day ?? this.dayOf(at, days);
		this.records.set(id, before && isEqual(before.tokens, tokens) ? before : { day, tokens });
		const change = before
			? difference(this.poll.slots, before.tokens, tokens)
			: this.appearance(at, day);
		// Seen twice, because it moved to other days meanwhile: the last sighting counts.
		if (change) this.changes.set(id, { ...change, sighting });
		else this.changes.delete(id);
	}

	/** The day of a record by its own word, unless that is not among those that were asked for. */
	private dayOf(at: number, { from, to }: DayRange): Day {
		const own = dayAt(this.poll.rules.zone, at);
		return own >= from && own <= to ? own : to;
	}

	/** What a record that was not seen yet gives; undefined where it is none that is new. */
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
