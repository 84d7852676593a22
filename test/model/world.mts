import type { Day, DayRange } from '../../nodes/Calltouch/api/dates';
import { wallClock } from '../../nodes/Calltouch/api/wallClock';
import { begin, catchUp, type Poll } from '../../nodes/Calltouch/triggers/polling/catchUp';
import type { Entry, Journal } from '../../nodes/Calltouch/triggers/polling/journal';
import { loadMemory, saveMemory } from '../../nodes/Calltouch/triggers/polling/memory';

/** A call of the model; times in unix seconds. */
interface ModelCall {
	id: string;
	at: number;
	/** When the journal begins to show it. */
	arrivesAt: number;
	endsAt: number;
	/** Whether the chosen filter lets it pass; may change. */
	matches: boolean;
	/** Made before the workflow was published. */
	isOlder?: boolean;
}

/** What can go wrong during one poll. */
export interface Trouble {
	/** Pages that come before the line breaks. */
	failAfter?: number;
	/** Stretches of days that are read before the time is over. */
	overAfter?: number;
}

interface WorldOptions {
	zone: string;
	/** Seconds. */
	lookback: number;
	pageSize: number;
	newestFirst: boolean;
	/** Seconds that go by while a page is fetched. */
	secondsAPage: number;
	startAt: number;
}

/** A site with its journal, a clock that may be wrong, and an n8n that runs the trigger, dies and comes back. */
export class World {
	/** The true time. */
	now: number;
	/** What the clock of n8n shows more than that. */
	clockError = 0;
	readonly calls: ModelCall[] = [];
	/** Every id that was emitted, in order. */
	readonly emitted: string[] = [];
	/** Every id that a page has shown as ended. */
	readonly shown = new Set<string>();
	/** What the journal showed as over when the workflow was published. */
	readonly old = new Set<string>();
	/** The largest memory that n8n had to save, in bytes. */
	largestMemory = 0;
	private inMemory: Record<string, string> = {};
	private saved = '{}';
	private readonly clock: ReturnType<typeof wallClock>;

	constructor(readonly options: WorldOptions) {
		this.now = options.startAt;
		this.clock = wallClock(options.zone);
	}

	add(call: Omit<ModelCall, 'id'>): void {
		// Ids grow, but not in the order in which calls arrive.
		this.calls.push({ ...call, id: String(20_000_000 + this.calls.length * 37) });
	}

	/** Publishes the workflow: n8n saves the memory. */
	async activate(): Promise<void> {
		this.remember(await begin(this.poll({})));
		this.shown.forEach((id) => this.old.add(id));
		this.saved = JSON.stringify(this.inMemory);
	}

	/** One poll as n8n runs it: the memory is saved when something is emitted. */
	async pollOnce(trouble: Trouble = {}): Promise<void> {
		const known = loadMemory(this.inMemory);
		if (!known) throw new Error('The trigger has lost its memory');
		const { found, memory, stoppedBy } = await catchUp(this.poll(trouble), known);
		// A poll that found nothing and failed throws, and leaves everything as it was.
		if (stoppedBy instanceof Error && found.length === 0) return;
		this.remember(memory);
		if (found.length === 0) return;
		this.emitted.push(...found.map(({ id }) => id));
		this.saved = JSON.stringify(this.inMemory);
	}

	/** n8n dies and starts again: what was not saved is gone. */
	restart(): void {
		this.inMemory = JSON.parse(this.saved) as Record<string, string>;
	}

	private remember(memory: Parameters<typeof saveMemory>[1]): void {
		saveMemory(this.inMemory, memory);
		this.largestMemory = Math.max(this.largestMemory, JSON.stringify(this.inMemory).length);
	}

	private poll({ failAfter = Infinity, overAfter = Infinity }: Trouble): Poll {
		const { zone, lookback } = this.options;
		let stretches = 0;
		return {
			journal: this.journal(failAfter),
			rules: { noun: 'call', scope: 'model', view: '{}', zone, lookback },
			now: this.now + this.clockError,
			isOver: () => stretches++ >= overAfter,
		};
	}

	private journal(failAfter: number): Journal {
		const { pageSize, secondsAPage } = this.options;
		const fetchPage = (days: DayRange, page: number) => {
			this.now += secondsAPage;
			return this.list(days).slice(page * pageSize, (page + 1) * pageSize);
		};
		const toEntry = this.toEntry.bind(this);
		let pages = 0;
		return {
			async *read(days) {
				for (let page = 0; ; page++) {
					if (pages++ >= failAfter) throw new Error('The line broke');
					const entries = fetchPage(days, page).map(toEntry);
					yield entries;
					if (entries.length < pageSize) return;
				}
			},
		};
	}

	private toEntry({ id, at, endsAt }: ModelCall): Entry {
		const ended = endsAt <= this.now;
		if (ended) this.shown.add(id);
		return { id, at, day: this.dayOf(at), ended, json: () => ({ id }) };
	}

	private visible(): ModelCall[] {
		return this.calls.filter(({ arrivesAt, matches }) => arrivesAt <= this.now && matches);
	}

	private list({ from, to }: DayRange): ModelCall[] {
		const listed = this.visible().filter(({ at }) => {
			const day = this.dayOf(at);
			return day >= from && day <= to;
		});
		const sign = this.options.newestFirst ? -1 : 1;
		return listed.sort((one, other) => sign * (one.at - other.at || (one.id < other.id ? -1 : 1)));
	}

	private dayOf(at: number): Day {
		return this.clock(at)?.local.slice(0, 10) ?? '';
	}
}
