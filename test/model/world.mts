import type { Day, DayRange } from '../../nodes/Calltouch/api/time/dates';
import { wallClock } from '../../nodes/Calltouch/api/time/wallClock';
import { begin, beginAt, withoutStart } from '../../nodes/Calltouch/triggers/polling/beginning';
import { catchUp, type Catch } from '../../nodes/Calltouch/triggers/polling/catchUp';
import type {
	CountedPage,
	Entry,
	Journal,
	Poll,
} from '../../nodes/Calltouch/triggers/polling/journal';
import { untilRecorded, type Asked } from '../../nodes/Calltouch/triggers/polling/recorded';
import { loadKnown, saveKnown } from '../../nodes/Calltouch/triggers/polling/storage';
import type { Memory } from '../../nodes/Calltouch/triggers/polling/memory';
import type { ModelCall } from './modelCall.mts';
import { Start } from './start.mts';
import type { WorldOptions } from './worldOptions.mts';

/** What can go wrong during one poll. */
export interface Trouble {
	/** Pages that come before the line breaks. */
	failAfter?: number;
	/** Stretches of days that are read, and recordings that are asked for, before the time is over. */
	overAfter?: number;
	/** Recordings that are asked for before the line breaks. */
	failAsksAfter?: number;
	/** The workflow is published meanwhile: n8n throws the result away, and the new registration begins with what is stored. */
	isReplaced?: boolean;
}

/** A site with its journal, a clock that may be wrong, and an n8n that runs the trigger, dies and comes back. */
export class World {
	/** The true time. */
	now: number;
	/** What the clock of n8n shows more than that. */
	clockError = 0;
	/** Whether it was ever wrong. */
	hasErred = false;
	readonly calls: ModelCall[] = [];
	/** Every id that was emitted, in order. */
	readonly emitted: string[] = [];
	/** Every id that a page has shown as ended. */
	readonly shown = new Set<string>();
	/** What the journal showed as over when the workflow was published. */
	readonly old = new Set<string>();
	/** The largest memory that n8n had to save, in bytes. */
	largestMemory = 0;
	readonly start = new Start();
	/** Requests of the last poll. */
	requests = 0;
	/** Recordings that were there when they were asked for. */
	recorded = 0;
	/** Calls that came without their recording before the wait was over. */
	readonly hasty: string[] = [];
	/** Recordings that were asked for in vain, because nothing depended on them. */
	readonly needless: string[] = [];
	private asked: Asked = new Map();
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

	/** Publishes the workflow with a day to start from. */
	activateAt(day: Day): void {
		this.setStart(day);
		this.start.notePoll(this.now);
		this.remember(beginAt(this.poll({}).rules, day, this.now + this.clockError));
		this.saved = JSON.stringify(this.inMemory);
	}

	/** One poll as n8n runs it: the memory is saved when something is emitted. */
	async pollOnce(trouble: Trouble = {}): Promise<void> {
		const known = loadKnown(this.inMemory) as Memory | undefined;
		if (!known) throw new Error('The trigger has lost its memory');
		this.requests = 0;
		const shownBefore = new Set(this.shown);
		const poll = this.pollToCatchUp(trouble);
		this.start.notePoll(this.now);
		const { found, memory, stoppedBy } = await this.goOn(poll, known);
		if (trouble.isReplaced) {
			// Nobody has seen what this poll was shown.
			for (const id of this.shown) if (!shownBefore.has(id)) this.shown.delete(id);
			return this.restart();
		}
		// A poll that found nothing and failed throws, and leaves everything as it was.
		if (stoppedBy instanceof Error && found.length === 0) return;
		this.remember(memory);
		if (found.length === 0) return;
		this.emitted.push(...found.map(({ id }) => id));
		this.hasty.push(...found.filter((entry) => this.isHasty(entry, poll)).map(({ id }) => id));
		this.saved = JSON.stringify(this.inMemory);
	}

	private async goOn(poll: Poll, known: Memory): Promise<Catch> {
		try {
			return await catchUp(poll, await withoutStart(poll, known));
		} catch (stoppedBy) {
			return { found: [], memory: known, stoppedBy };
		}
	}

	/** Publishes the workflow without a day to start from. */
	async publishWithoutStart(): Promise<void> {
		this.setStart(undefined);
		await this.pollOnce();
		this.saved = JSON.stringify(this.inMemory);
	}

	/** Starts from this day from now on, or no longer. */
	setStart(day: Day | undefined): void {
		const { calls, emitted } = this;
		this.start.set(day, { calls, emitted, dayOf: this.dayOf.bind(this) });
	}

	/** What was not saved is gone: n8n was started again, another main took over, or each poll gets a context of its own. */
	restart(): void {
		this.inMemory = JSON.parse(this.saved) as Record<string, string>;
	}

	/** Another process of n8n polls from now on. */
	restartProcess(): void {
		this.restart();
		this.asked = new Map();
	}

	private remember(memory: Memory): void {
		saveKnown(this.inMemory, memory);
		this.largestMemory = Math.max(this.largestMemory, JSON.stringify(this.inMemory).length);
	}

	private poll({ failAfter = Infinity, overAfter = Infinity }: Trouble): Poll {
		const { zone, lookback } = this.options;
		let stretches = 0;
		return {
			journal: this.journal(failAfter),
			rules: {
				noun: 'call',
				scope: 'model',
				view: '{}',
				zone,
				lookback,
				startFrom: this.start.day,
			},
			now: this.now + this.clockError,
			isOver: () => stretches++ >= overAfter,
		};
	}

	private pollToCatchUp(trouble: Trouble): Poll {
		const poll = this.poll(trouble);
		const { maxWait } = this.options;
		if (maxWait === undefined) return poll;
		const { asked } = this;
		let asks = 0;
		const ask = async (id: string) => {
			if (asks++ >= (trouble.failAsksAfter ?? Infinity)) throw new Error('The line broke');
			const { recordedAt } = this.calls.find((call) => call.id === id) ?? {};
			if (recordedAt === undefined || this.emitted.includes(id) || this.old.has(id)) {
				this.needless.push(id);
			}
			const isThere = (recordedAt ?? Infinity) <= this.now;
			if (isThere) this.recorded++;
			return await Promise.resolve(isThere);
		};
		return untilRecorded(poll, { maxWait, asked, ask });
	}

	/** Whether a call came although it should have been waited for, as far as the clock could tell. */
	private isHasty({ id, at }: Entry, { now, rules: { lookback } }: Poll): boolean {
		const { maxWait = 0 } = this.options;
		const call = this.calls.find((each) => each.id === id);
		if (call?.recordedAt === undefined || call.odd !== undefined) return false;
		const isThere = call.recordedAt <= this.now;
		const isTooLate = now >= call.endsAt + maxWait || at < now - lookback;
		const isClockWrong = this.clockError !== 0;
		return !isThere && !isTooLate && !isClockWrong;
	}

	private journal(failAfter: number): Journal {
		const { pageSize, secondsAPage, counts } = this.options;
		let pages = 0;
		const fetchPage = (days: DayRange, page: number): CountedPage => {
			if (pages++ >= failAfter) throw new Error('The line broke');
			this.requests++;
			this.now += secondsAPage;
			const listed = this.list(days);
			const calls = listed.slice(page * pageSize, (page + 1) * pageSize);
			const entries = calls.map(this.toEntry.bind(this));
			return { entries, ids: calls.map(({ id }) => id), size: pageSize, total: listed.length };
		};
		const readPage = async (days: DayRange, page: number) =>
			await Promise.resolve(fetchPage(days, page - 1));
		return {
			async *read(days) {
				for (let page = 0; ; page++) {
					const { entries } = fetchPage(days, page);
					yield entries;
					if (entries.length < pageSize) return;
				}
			},
			...(counts ? { readPage } : {}),
		};
	}

	private toEntry({ id, at, odd, endsAt, recordedAt }: ModelCall): Entry {
		const ended = endsAt <= this.now;
		if (ended) this.shown.add(id);
		const began = odd ?? at;
		const isExpected = ended && recordedAt !== undefined;
		const recordedAfter = isExpected ? began + endsAt - at : undefined;
		return { id, at: began, ended, recordedAfter, json: () => ({ id }) };
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
		return listed.sort((a, b) => sign * (a.at - b.at || (a.id < b.id ? -1 : 1)));
	}

	dayOf(at: number): Day {
		return this.clock(at)?.local.slice(0, 10) ?? '';
	}
}
