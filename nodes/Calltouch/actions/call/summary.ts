import type { IDataObject } from 'n8n-workflow';
import {
	hasEnded,
	isAnswered,
	isTrue,
	talkSeconds,
	waitSeconds,
} from '../../api/journals/callOutcome';
import { calls } from '../../api/journals/calls';
import { recordClock } from '../../api/time/recordClock';
import { mondayOf, weekdayOf } from '../../api/time/dates';
import type { CalltouchRecord } from '../../api/record';

type Label = string | number | boolean | null;
/** `local` is when the call began, as `yyyy-mm-ddThh:mm:ss`. */
type KeyOf = (call: CalltouchRecord, local: string | undefined) => Label;

const fromField =
	(key: string): KeyOf =>
	(call) =>
		toLabel(call[key]);
const fromTime =
	(read: (local: string) => Label): KeyOf =>
	(_, local) =>
		local === undefined ? null : read(local);

/** The output column of a group key, another name for it, and how to get its label. */
interface GroupColumn {
	output: string;
	alias?: string;
	of: KeyOf;
}

const groupKeys = {
	campaign: { output: 'name', of: fromField('utmCampaign'), alias: 'campaign' },
	city: { output: 'city', of: fromField('city') },
	content: { output: 'content', of: fromField('utmContent') },
	date: { output: 'date', of: fromTime((local) => local.slice(0, 10)) },
	device: { output: 'device', of: fromField('device') },
	hour: { output: 'hour', of: fromTime((local) => Number(local.slice(11, 13))) },
	keyword: { output: 'keyword', of: fromField('keyword') },
	manager: { output: 'manager', of: fromField('manager') },
	medium: { output: 'medium', of: fromField('medium') },
	month: { output: 'month', of: fromTime((local) => local.slice(0, 7)) },
	phoneNumber: { output: 'phoneNumber', of: fromField('phoneNumber') },
	site: { output: 'siteId', of: fromField('siteId') },
	source: { output: 'source', of: fromField('source') },
	term: { output: 'term', of: fromField('utmTerm') },
	week: { output: 'week', of: fromTime((local) => mondayOf(local.slice(0, 10))) },
	weekday: { output: 'weekday', of: fromTime((local) => weekdayOf(local.slice(0, 10))) },
} satisfies Record<string, GroupColumn>;

export type GroupKey = keyof typeof groupKeys;

/** Metrics besides the four counts. */
const metricValues = {
	answeredCalls: ({ answered }: Group) => answered,
	averageWait: ({ waits, waited }: Group) => (waits === 0 ? null : round(waited / waits)),
	callIDs: ({ ids }: Group) => [...ids].sort(byNumericValue),
	missedCalls: ({ ended, answered }: Group) => ended - answered,
	talkSeconds: ({ talked }: Group) => talked,
} as const;

export type Metric = keyof typeof metricValues;

/** How rows can be sorted. */
const comparators = { calls: byCalls, groups: byLabels };

export type Order = keyof typeof comparators;

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

interface Figures {
	labels: Label[];
	isUnique: boolean;
	isTarget: boolean;
	isUniqueTarget: boolean;
	hasEnded: boolean;
	isAnswered: boolean;
	/** Seconds. */
	talked: number;
	/** Seconds; undefined if Calltouch does not say. */
	waited: number | undefined;
	id: Label;
}

/** Counts calls by group. Any text may be a label, even `__proto__`. */
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

	/** Extracts everything needed from a call, so that the call itself can be dropped. */
	figuresOf(call: CalltouchRecord): Figures {
		const local = this.timeOf(call)?.local;
		return {
			labels: this.groupBy.map((key) => groupKeys[key].of(call, local)),
			isUnique: isTrue(call.uniqueCall),
			isTarget: isTrue(call.targetCall),
			isUniqueTarget: isTrue(call.uniqTargetCall),
			hasEnded: hasEnded(call),
			isAnswered: isAnswered(call),
			talked: talkSeconds(call) ?? 0,
			waited: waitSeconds(call),
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

	/** Returns one row per group; without groups one row, even if no call came. */
	rows(order: Order): IDataObject[] {
		if (this.groupBy.length === 0) this.groupOf([]);
		return [...this.groups.values()].sort(comparators[order]).map((group) => this.row(group));
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
			const { output, alias }: GroupColumn = groupKeys[key];
			row[output] = group.labels[index];
			if (alias !== undefined) row[alias] = group.labels[index];
		});
		row.ordinaryCalls = group.calls;
		row.uniqCalls = group.unique;
		row.targetCalls = group.target;
		row.uniqTargetCalls = group.uniqueTarget;
		for (const metric of this.metrics) row[metric] = metricValues[metric](group);
		return row;
	}
}

function toLabel(value: unknown): Label {
	if (value === undefined || value === null) return null;
	if (typeof value === 'object') return JSON.stringify(value);
	return value as Label;
}

function round(seconds: number): number {
	return Math.round(seconds * 10) / 10;
}

function byNumericValue(a: Label, b: Label): number {
	return Number(a) - Number(b);
}

/** Most calls first; groups of as many calls by labels. */
function byCalls(a: Group, b: Group): number {
	return b.calls - a.calls || byLabels(a, b);
}

/** From left to right. */
function byLabels(a: Group, b: Group): number {
	for (const [index, label] of a.labels.entries()) {
		const order = compareLabels(label, b.labels[index] ?? null);
		if (order !== 0) return order;
	}
	return 0;
}

/** Booleans, then numbers, then text by character code, null last. */
function compareLabels(a: Label, b: Label): number {
	if (a === b) return 0;
	if (a === null) return 1;
	if (b === null) return -1;
	if (typeof a !== typeof b) return typeof a < typeof b ? -1 : 1;
	return a < b ? -1 : 1;
}
