import type { IDataObject } from 'n8n-workflow';
import { dayAt, type Day } from '../../nodes/Calltouch/api/time/dates';
import {
	beginWatching,
	findChanges,
	type WatchingPoll,
} from '../../nodes/Calltouch/triggers/polling/changes/compare';
import { toSighting, type Sighting } from '../../nodes/Calltouch/triggers/polling/changes/sighting';
import type { Watched } from '../../nodes/Calltouch/triggers/polling/changes/watched';
import { loadKnown, saveKnown } from '../../nodes/Calltouch/triggers/polling/storage';
import type { Trouble } from './world.mts';

/** What people change of a record of the model. */
interface Values {
	tags: number;
	manager: string | null;
}

/** A record of the model; times in unix seconds. */
interface ModelRecord extends Values {
	id: string;
	at: number;
	arrivesAt: number;
	endsAt: number;
	/** Whether the chosen filter lets it pass; may change. */
	matches: boolean;
}

/** What an item tells of a change. */
export interface Told {
	id: string;
	changedFields: string[];
	manager: string | null;
}

interface WorldOptions {
	zone: string;
	/** Seconds. */
	lookback: number;
	pageSize: number;
	includeNew: boolean;
	startAt: number;
}

const slots = [
	{ name: 'tags', keys: ['tags'] },
	{ name: 'manager', keys: ['manager'] },
];

const toldOf = ({ id, changedFields, manager }: IDataObject): Told => ({
	id: String(id),
	changedFields: changedFields as string[],
	manager: manager as string | null,
});

/** A site whose records change, a clock that may be wrong, and an n8n that runs the trigger, dies and comes back. */
export class ChangingWorld {
	/** The true time. */
	now: number;
	/** What the clock of n8n shows more than that. */
	clockError = 0;
	readonly records: ModelRecord[] = [];
	/** What the items told, in order. */
	readonly told: Told[] = [];
	/** What those who polled have seen: the plain notes that the compact ones are compared with. */
	private seen = new Map<string, Values>();
	private savedSeen = new Map<string, Values>();
	/** Records that were out of the lookback since they were seen: whether they are still watched is left open. */
	private lapsed = new Set<string>();
	private savedLapsed = new Set<string>();
	/** Of older records that were not seen yet, nobody can tell whether they are new: another lookback reaches them. */
	private firmSince = -Infinity;
	/** Records that were there and over when the workflow was published. */
	private readonly old = new Set<string>();
	private inMemory: Record<string, string> = {};
	private saved = '{}';
	private sightings = new Map<string, Values>();

	constructor(readonly options: WorldOptions) {
		this.now = options.startAt;
	}

	add(record: Omit<ModelRecord, 'id'>): void {
		this.records.push({ ...record, id: String(20_000_000 + this.records.length * 37) });
	}

	async activate(): Promise<void> {
		for (const { id } of this.records.filter((record) => this.isOver(record))) this.old.add(id);
		this.sightings = new Map();
		const { memory } = await beginWatching(this.poll({}));
		saveKnown(this.inMemory, memory);
		this.seen = this.sightings;
		this.save();
	}

	/** One poll as n8n runs it. Gives what it told beside what it had to tell; what is left open is in neither. */
	async pollOnce(trouble: Trouble = {}): Promise<{ told: Told[]; due: Told[] }> {
		const known = loadKnown(this.inMemory) as Watched | undefined;
		if (!known) throw new Error('The trigger has lost its memory');
		this.sightings = new Map();
		const { found, memory, stoppedBy } = await findChanges(this.poll(trouble), known);
		if (trouble.isReplaced) {
			this.restart();
			return { told: [], due: [] };
		}
		const told = found.map(({ json }) => toldOf(json()));
		const due = this.due();
		const open = this.open();
		const isFirm = ({ id }: Told) => !open.has(id);
		const result = { told: told.filter(isFirm), due: due.filter(isFirm) };
		if (stoppedBy instanceof Error && found.length === 0) return result;
		saveKnown(this.inMemory, memory);
		for (const [id, values] of this.sightings) this.seen.set(id, values);
		for (const id of open) this.lapsed.delete(id);
		this.noteLapsed();
		if (told.length > 0) this.save();
		this.told.push(...told);
		return result;
	}

	/** What was not saved is gone. */
	restart(): void {
		this.inMemory = JSON.parse(this.saved) as Record<string, string>;
		this.seen = new Map(this.savedSeen);
		this.lapsed = new Set(this.savedLapsed);
	}

	private save(): void {
		this.saved = JSON.stringify(this.inMemory);
		this.savedSeen = new Map(this.seen);
		this.savedLapsed = new Set(this.lapsed);
	}

	/** What the sightings of a poll are against what was seen before. */
	private due(): Told[] {
		return [...this.sightings].flatMap(([id, values]): Told[] => {
			const before = this.seen.get(id);
			const { manager } = values;
			if (!before) {
				return this.options.includeNew && !this.old.has(id)
					? [{ id, changedFields: [], manager }]
					: [];
			}
			const changed = (['tags', 'manager'] as const).filter((key) => before[key] !== values[key]);
			return changed.length > 0 ? [{ id, changedFields: changed, manager }] : [];
		});
	}

	/** The records of this poll that may come or not. */
	private open(): Set<string> {
		const since = Math.max(this.firmSince, this.now - this.options.lookback);
		const isOpen = ({ id, at }: ModelRecord) =>
			this.lapsed.has(id) || (at < since && !this.seen.has(id));
		const shown = this.records.filter(({ id }) => this.sightings.has(id));
		return new Set(shown.filter(isOpen).map(({ id }) => id));
	}

	/** From now on, so much is looked back; what was out of it until now may have been let go. */
	setLookback(seconds: number): void {
		this.noteLapsed();
		this.firmSince = Math.max(this.firmSince, this.now - this.options.lookback);
		this.options.lookback = seconds;
	}

	private noteLapsed(): void {
		const first = this.now - this.options.lookback;
		for (const { id, at } of this.records) if (at < first) this.lapsed.add(id);
	}

	private isOver({ arrivesAt, endsAt, matches }: ModelRecord): boolean {
		return arrivesAt <= this.now && endsAt <= this.now && matches;
	}

	private poll({ failAfter = Infinity, overAfter = Infinity }: Trouble): WatchingPoll {
		const { zone, lookback, includeNew, pageSize } = this.options;
		let stretches = 0;
		let pages = 0;
		const pick = toSighting(
			({ id, at, endsAt, manager }) => ({
				id: String(id),
				at: Number(at),
				ended: Number(endsAt) <= this.now,
				json: () => ({ id, manager }) as IDataObject,
			}),
			slots,
		);
		const list = (from: Day, to: Day) =>
			this.records.filter(({ at, arrivesAt, matches }) => {
				const day = dayAt(zone, at);
				return arrivesAt <= this.now && matches && day >= from && day <= to;
			});
		const note = ({ id, tags, manager, endsAt }: ModelRecord) => {
			if (endsAt <= this.now) this.sightings.set(id, { tags, manager });
		};
		return {
			slots,
			blocks: [],
			includeNew,
			rules: { noun: 'record', scope: 'model', view: '{}', zone, lookback },
			now: this.now + this.clockError,
			isOver: () => stretches++ >= overAfter,
			journal: {
				async *read({ from, to }) {
					const listed = list(from, to);
					for (let page = 0; page === 0 || page * pageSize < listed.length; page++) {
						if (pages++ >= failAfter) throw new Error('The line broke');
						const records = listed.slice(page * pageSize, (page + 1) * pageSize);
						records.forEach(note);
						yield await Promise.resolve(
							records
								.map((record) => pick({ ...record }))
								.filter((sighting): sighting is Sighting => sighting !== undefined),
						);
					}
				},
			},
		};
	}
}
