import type { IDataObject } from 'n8n-workflow';
import { calls, hasEnded } from '../../api/journals/calls';
import { recordClock } from '../../api/time/recordClock';
import { mondayOf, weekdayOf } from '../../api/time/dates';
import type { CalltouchRecord } from '../../api/record';

type Label = string | number | boolean | null;
/** `local` is when the call began, `yyyy-mm-ddThh:mm:ss`. */
type KeyOf = (call: CalltouchRecord, local: string | undefined) => Label;

const field =
	(key: string): KeyOf =>
	(call) =>
		toLabel(call[key]);
const fromTime =
	(read: (local: string) => Label): KeyOf =>
	(_, local) =>
		local === undefined ? null : read(local);

/** What calls can be grouped by: the name in the output, and where it comes from. */
const groupKeys = {
	campaign: { output: 'name', of: field('utmCampaign') },
	city: { output: 'city', of: field('city') },
	content: { output: 'content', of: field('utmContent') },
	date: { output: 'date', of: fromTime((local) => local.slice(0, 10)) },
	device: { output: 'device', of: field('device') },
	hour: { output: 'hour', of: fromTime((local) => Number(local.slice(11, 13))) },
	keyword: { output: 'keyword', of: field('keyword') },
	manager: { output: 'manager', of: field('manager') },
	medium: { output: 'medium', of: field('medium') },
	month: { output: 'month', of: fromTime((local) => local.slice(0, 7)) },
	phoneNumber: { output: 'phoneNumber', of: field('phoneNumber') },
	site: { output: 'siteId', of: field('siteId') },
	source: { output: 'source', of: field('source') },
	term: { output: 'term', of: field('utmTerm') },
	week: { output: 'week', of: fromTime((local) => mondayOf(local.slice(0, 10))) },
	weekday: { output: 'weekday', of: fromTime((local) => weekdayOf(local.slice(0, 10))) },
} as const;

export type GroupKey = keyof typeof groupKeys;

/** Figures beside the four counts. */
const metrics = {
	answeredCalls: ({ answered }: Group) => answered,
	averageWait: ({ waits, waited }: Group) => (waits === 0 ? null : round(waited / waits)),
	callIDs: ({ ids }: Group) => [...ids].sort(byNumber),
	missedCalls: ({ ended, answered }: Group) => ended - answered,
	talkSeconds: ({ talked }: Group) => talked,
} as const;

export type Metric = keyof typeof metrics;

interface Group {
	labels: Label[];
	calls: number;
	unique: number;
	target: number;
	uniqueTarget: number;
	ended: number;
	answered: number;
	/** Seconds. */
	talked: number;
	waited: number;
	waits: number;
	ids: Label[];
}

/** What counts of one call. */
interface Figures {
	labels: Label[];
	isUnique: boolean;
	isTarget: boolean;
	isUniqueTarget: boolean;
	hasEnded: boolean;
	isAnswered: boolean;
	/** Seconds. */
	talked: number;
	/** Seconds; undefined when Calltouch does not tell. */
	waited: number | undefined;
	id: Label;
}

/** Counts calls by group. Any text may be a label, `__proto__` as well. */
export class Summary {
	private readonly groups = new Map<string, Group>();

	private readonly timeOf;

	private readonly keepsIds: boolean;

	constructor(
		private readonly groupBy: GroupKey[],
		private readonly metrics: Metric[],
		zone: string,
	) {
		this.timeOf = recordClock(calls.times, zone);
		this.keepsIds = metrics.includes('callIDs');
	}

	/** All that is needed of a call, so that the call need not be kept. */
	figuresOf(call: CalltouchRecord): Figures {
		const local = this.timeOf(call)?.local;
		const isOver = hasEnded(call);
		return {
			labels: this.groupBy.map((key) => groupKeys[key].of(call, local)),
			isUnique: isTrue(call.uniqueCall),
			isTarget: isTrue(call.targetCall),
			isUniqueTarget: isTrue(call.uniqTargetCall),
			hasEnded: isOver,
			isAnswered: isOver && isTrue(call.successful),
			talked: isOver ? (secondsOf(call.duration) ?? 0) : 0,
			waited: isOver ? secondsOf(call.waitingConnect) : undefined,
			id: this.keepsIds ? toLabel(call.callId) : null,
		};
	}

	add(call: Figures): void {
		const group = this.groupOf(call.labels);
		group.calls++;
		if (call.isUnique) group.unique++;
		if (call.isTarget) group.target++;
		if (call.isUniqueTarget) group.uniqueTarget++;
		if (call.hasEnded) group.ended++;
		if (call.isAnswered) group.answered++;
		group.talked += call.talked;
		if (call.waited !== undefined) {
			group.waited += call.waited;
			group.waits++;
		}
		if (this.keepsIds) group.ids.push(call.id);
	}

	/** One row per group, ordered by the labels from left to right; without groups one row, though no call came. */
	rows(): IDataObject[] {
		if (this.groupBy.length === 0) this.groupOf([]);
		return [...this.groups.values()].sort(byLabels).map((group) => this.row(group));
	}

	private groupOf(labels: Label[]): Group {
		const key = JSON.stringify(labels);
		const known = this.groups.get(key);
		if (known) return known;
		const counts = { calls: 0, unique: 0, target: 0, uniqueTarget: 0, ended: 0, answered: 0 };
		const group = { labels, ...counts, talked: 0, waited: 0, waits: 0, ids: [] };
		this.groups.set(key, group);
		return group;
	}

	private row(group: Group): IDataObject {
		const row: IDataObject = {};
		this.groupBy.forEach((key, index) => {
			row[groupKeys[key].output] = group.labels[index];
		});
		row.ordinaryCalls = group.calls;
		row.uniqCalls = group.unique;
		row.targetCalls = group.target;
		row.uniqTargetCalls = group.uniqueTarget;
		for (const metric of this.metrics) row[metric] = metrics[metric](group);
		return row;
	}
}

function toLabel(value: unknown): Label {
	if (value === undefined || value === null) return null;
	if (typeof value === 'object') return JSON.stringify(value);
	return value as Label;
}

/** Calltouch may send negative durations, which tell nothing; old servers send numbers as text. */
function secondsOf(value: unknown): number | undefined {
	const isText = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value);
	const seconds = isText ? Number(value) : value;
	return typeof seconds === 'number' && seconds >= 0 ? seconds : undefined;
}

/** Booleans come as such, and from old servers as text (docs/calltouch-api.md#values). */
function isTrue(value: unknown): boolean {
	return ['true', '1'].includes(String(value).toLowerCase());
}

function round(seconds: number): number {
	return Math.round(seconds * 10) / 10;
}

function byNumber(one: Label, other: Label): number {
	return Number(one) - Number(other);
}

function byLabels(one: Group, other: Group): number {
	for (const [index, label] of one.labels.entries()) {
		const order = compare(label, other.labels[index] ?? null);
		if (order !== 0) return order;
	}
	return 0;
}

/** Booleans, then numbers by size, then text by its signs, null last. */
function compare(one: Label, other: Label): number {
	if (one === other) return 0;
	if (one === null) return 1;
	if (other === null) return -1;
	if (typeof one !== typeof other) return typeof one < typeof other ? -1 : 1;
	return one < other ? -1 : 1;
}
