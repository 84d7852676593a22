import {
	callAt,
	dayHasIds,
	dayKey,
	partsOfCallId,
	secondOf,
	type Call,
	type Facts,
} from './calls.mts';
import { dayAt, dayFrame, isoDate, parseIsoDate, type Day, type DayFrame } from './days.mts';
import { pinnedCall, pinnedRecord, type NewCall, type PinnedCall } from './pinned.mts';
import { callText } from './render.mts';
import { MAX_CALLS_PER_DAY, type Settings, type Site } from '../server/settings.mts';
import type { View } from './view.mts';

const DAYS_OF_TWO_YEARS = 730;
// An entry of a day is its second times this, plus its index; pinned calls follow the generated.
const ENTRY = 2 ** 20;
const PINNED = 2 ** 19;
const ORDERS_KEPT = 64;

/** All calls of all sites. Nothing is stored but what was added: a call is made when asked for. */
export class CallBook {
	private readonly added: Array<{ wanted: NewCall; pinned: PinnedCall }> = [];
	private readonly pinned = new Map<string, PinnedCall[]>();
	private readonly orders = new Map<string, Float64Array>();
	private readonly wishedCounts = new Map<string, number>();
	private todayFrame: DayFrame | undefined;

	constructor(readonly settings: Settings) {
		for (const extra of settings.extraRecords) this.pin(pinnedRecord(extra, settings));
	}

	/** The same added calls under other settings. */
	moveTo(settings: Settings): CallBook {
		const book = new CallBook(settings);
		for (const { wanted } of this.added) book.add(wanted);
		return book;
	}

	/** Adds a call and gives its id. */
	add(wanted: NewCall): string {
		const { settings } = this;
		const site = this.siteOf(wanted.siteId ?? settings.sites[0]?.siteId ?? 0);
		if (!site) throw new Error(`No site ${wanted.siteId} in the sandbox`);
		const dated = { ...wanted, timestamp: wanted.timestamp ?? Math.floor(Date.now() / 1000) };
		const pinned = pinnedCall(dated, site, this.added.length, settings);
		this.added.push({ wanted: dated, pinned });
		this.pin(pinned);
		return pinned.facts.callId;
	}

	/** Changes values of a call that was added before, for example when it ends. */
	update(callId: string, change: Pick<NewCall, 'connected' | 'fields'>): void {
		const number = this.added.findIndex(({ pinned }) => pinned.facts.callId === callId);
		const entry = this.added[number];
		const site = entry && this.siteOf(entry.pinned.siteId);
		if (!entry || !site) throw new Error(`No added call ${callId}`);
		entry.wanted = {
			...entry.wanted,
			...change,
			fields: { ...entry.wanted.fields, ...change.fields },
		};
		Object.assign(entry.pinned, pinnedCall(entry.wanted, site, number, this.settings));
	}

	/** The days of a range that may have calls, in order. */
	activeDays(siteId: number, from: Day, to: Day): Day[] {
		const { firstDay, lastDay, days } = this.settings;
		const today = this.today();
		const first =
			(firstDay === null ? undefined : parseIsoDate(firstDay)) ?? today - DAYS_OF_TWO_YEARS;
		const last = (lastDay === null ? undefined : parseIsoDate(lastDay)) ?? today;
		const active = new Set<Day>();
		for (let day = Math.max(from, first); day <= Math.min(to, last); day++) active.add(day);
		for (const text of Object.keys(days)) active.add(parseIsoDate(text) ?? from);
		for (const [pinned] of this.pinned.values()) {
			if (pinned && pinned.siteId === siteId) active.add(pinned.day);
		}
		return [...active]
			.filter((day) => day >= from && day <= to && this.count(siteId, day) > 0)
			.sort((a, b) => a - b);
	}

	/** The number of calls of a day. */
	count(siteId: number, day: Day): number {
		return this.generatedCount(siteId, day) + this.pinnedOf(siteId, day).length;
	}

	/** What a call of a day is about, by its place in the order of time. */
	facts(siteId: number, day: Day, place: number): Facts {
		const found = this.entry(siteId, day, place);
		return 'facts' in found ? found.facts : found;
	}

	/** The JSON text of a call, by its place in the order of time. */
	text(siteId: number, day: Day, place: number, view: View): string {
		const found = this.entry(siteId, day, place);
		return 'facts' in found ? found.text(view) : callText(found, view);
	}

	/** The call of a site with an id; undefined when the site has none. */
	find(siteId: number, callId: string): Facts | undefined {
		for (const list of this.pinned.values()) {
			const pinned = list.find((one) => one.siteId === siteId && one.facts.callId === callId);
			if (pinned) return pinned.facts;
		}
		const parts = partsOfCallId(callId);
		if (parts.siteId !== siteId || parts.index >= this.generatedCount(siteId, parts.day)) {
			return undefined;
		}
		return this.generated(siteId, parts.day, parts.index);
	}

	/** The site with an id. */
	siteOf(siteId: number): Site | undefined {
		return this.settings.sites.find((site) => site.siteId === siteId);
	}

	private pin(pinned: PinnedCall): void {
		const key = `${pinned.siteId}|${pinned.day}`;
		const list = this.pinned.get(key);
		if (list) list.push(pinned);
		else this.pinned.set(key, [pinned]);
		this.orders.delete(key);
	}

	private pinnedOf(siteId: number, day: Day): PinnedCall[] {
		return this.pinned.get(`${siteId}|${day}`) ?? [];
	}

	private generatedCount(siteId: number, day: Day): number {
		const { settings } = this;
		if (!dayHasIds(day) || !this.siteOf(siteId)) return 0;
		const { days, firstDay, lastDay, callsPerDay } = settings;
		const text = isoDate(day);
		if (Object.hasOwn(days, text)) return days[text] ?? 0;
		if (text > (lastDay ?? isoDate(this.today()))) return 0;
		if (text < (firstDay ?? isoDate(this.today() - DAYS_OF_TWO_YEARS))) return 0;
		if (typeof callsPerDay === 'number') return callsPerDay;
		const key = `${siteId}|${day}`;
		let count = this.wishedCounts.get(key);
		if (count === undefined) {
			count = Math.max(0, Math.min(MAX_CALLS_PER_DAY, Math.floor(callsPerDay(text, siteId))));
			this.wishedCounts.set(key, count);
		}
		return count;
	}

	/** The current day on the clock of the account. */
	private today(): Day {
		const now = Math.floor(Date.now() / 1000);
		const { timezone } = this.settings;
		const known = this.todayFrame;
		if (known && now >= known.start && now < known.end) return known.day;
		this.todayFrame = dayFrame(timezone, dayAt(timezone, now));
		return this.todayFrame.day;
	}

	private generated(siteId: number, day: Day, index: number): Call {
		const { settings } = this;
		const site = this.siteOf(siteId);
		if (!site) throw new Error(`No site ${siteId} in the sandbox`);
		const every = settings.connectedEvery;
		const connected = every > 0 && index % every === every - 1;
		const key = dayKey(settings.seed, siteId, day);
		return callAt(site, key, dayFrame(settings.timezone, day), index, { connected });
	}

	private entry(siteId: number, day: Day, place: number): Call | PinnedCall {
		const index = (this.order(siteId, day)[place] ?? 0) % ENTRY;
		if (index < PINNED) return this.generated(siteId, day, index);
		const pinned = this.pinnedOf(siteId, day)[index - PINNED];
		if (!pinned) throw new Error(`No call at place ${place}`);
		return pinned;
	}

	/** The calls of a day in the order of time, as numbers. */
	private order(siteId: number, day: Day): Float64Array {
		const key = `${siteId}|${day}`;
		const known = this.orders.get(key);
		if (known && known.length === this.count(siteId, day)) return known;
		const { start, end } = dayFrame(this.settings.timezone, day);
		const seed = dayKey(this.settings.seed, siteId, day);
		const generated = this.generatedCount(siteId, day);
		const pinned = this.pinnedOf(siteId, day);
		const order = new Float64Array(generated + pinned.length);
		for (let at = 0; at < generated; at++) {
			order[at] = secondOf(seed, at, end - start) * ENTRY + at;
		}
		pinned.forEach((one, at) => {
			order[generated + at] = one.second * ENTRY + PINNED + at;
		});
		order.sort();
		if (this.orders.size >= ORDERS_KEPT) this.orders.clear();
		this.orders.set(key, order);
		return order;
	}
}
