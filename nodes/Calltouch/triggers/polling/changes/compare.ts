import {
	addDays,
	dayAt,
	maxDay,
	splitRange,
	type Day,
	type DayRange,
	daySeconds,
} from '../../../api/time/dates';
import { CalltouchError } from '../../../api/errors';
import type { Catch } from '../catchUp';
import type { Rules } from '../journal';
import { newStamp, nextVersion } from '../memory';
import { byTime, maxFound } from '../sift';
import { firstDayThatFits, maxRecords } from './fit';
import type { Seen } from './prints';
import type { WatchedJournal } from './sighting';
import { Sightings } from './sightings';
import { unknown } from './tokens';
import type { Slot } from './watch';
import type { Watched } from './watched';

/** Days to read at a time; a poll may stop between two such stretches. */
const maxStretch = 7;
/** However old the newest record is, at most this many days are read in addition to the lookback. */
const maxQuietDays = 31;

/** One poll that looks for changes. */
export interface WatchingPoll {
	journal: WatchedJournal;
	slots: Slot[];
	/** Optional blocks to request. */
	blocks: readonly string[];
	/** Whether a new record starts the workflow, too. */
	includeNew: boolean;
	rules: Rules;
	/** Start of the poll, in unix seconds. */
	now: number;
	/** Whether its time is up. */
	isOver: () => boolean;
}

/** The first poll: later ones compare with what the journal shows now. */
export async function beginWatching(poll: WatchingPoll): Promise<Catch<Watched>> {
	const { rules, now } = poll;
	const today = dayAt(rules.zone, now);
	return await findChanges(poll, {
		stamp: newStamp(),
		polls: 0,
		madeAt: now,
		scope: rules.scope,
		view: rules.view,
		from: today,
		known: addDays(today, 1),
		fits: '',
		newest: now,
		readAt: now,
		slots: [],
		records: new Map(),
	});
}

/**
 * Reads the lookback and compares each record with its last sighting. What changed and changed back between two polls
 * does not count as a change. The newest days come first; if a poll cannot read all days, the next one continues.
 */
export async function findChanges(poll: WatchingPoll, before: Watched): Promise<Catch<Watched>> {
	const { rules, now } = poll;
	const slots = slotNames(poll);
	const memory = isSameWatch(before, slots, rules) ? before : { ...before, fits: '' };
	const days = daysToRead(memory, poll);
	const sightings = new Sightings({ ...memory, records: withSlots(memory, slots) }, poll);
	const { stoppedBy, next } = await readStretches(poll, sightings, planned(days, memory.next));
	const found = sightings.found().sort(byTime);
	const isComplete = next === undefined;
	const kept = isComplete ? sightings.since(days.from) : sightings.records;
	const fits = maxDay(memory.fits, firstDayThatFits(kept) ?? '');
	const known = isComplete ? days.from : firstKnown(memory.known, sightings.days);
	return {
		found,
		stoppedBy,
		isBlank: sightings.isBlank,
		notice: fits > firstOfLookback(memory, poll) ? tooMany(fits, rules) : undefined,
		memory: {
			...memory,
			...nextVersion(memory, found),
			view: isComplete ? rules.view : memory.view,
			known: maxDay(known, fits),
			from: days.from,
			fits,
			next,
			newest: sightings.newest,
			readAt: isComplete ? now : memory.readAt,
			slots,
			records: new Map([...kept].filter(([, { day }]) => day >= fits)),
		},
	};
}

function daysToRead(memory: Watched, poll: WatchingPoll): DayRange {
	const { zone } = poll.rules;
	const to = maxDay(dayAt(zone, poll.now), dayAt(zone, memory.newest));
	return { from: maxDay(firstOfLookback(memory, poll), memory.fits), to };
}

/** Also depends on the newest record, because the clock may jump ahead and back. */
function firstOfLookback({ newest }: Watched, { rules, now }: WatchingPoll): Day {
	const earliest = now - maxQuietDays * daySeconds;
	return dayAt(rules.zone, Math.max(Math.min(now, newest), earliest) - rules.lookback);
}

/** Newest days first, or those that the previous poll had no time for. */
function planned(days: DayRange, next: Day | undefined): DayRange[] {
	const stretches = splitRange(days, maxStretch).reverse();
	const first = stretches.findIndex(({ from }) => next !== undefined && from <= next);
	return first > 0 ? [...stretches.slice(first), ...stretches.slice(0, first)] : stretches;
}

/** `next` is the last day not read; undefined if all were. */
async function readStretches(
	{ journal, isOver }: WatchingPoll,
	sightings: Sightings,
	stretches: DayRange[],
): Promise<{ stoppedBy?: unknown; next?: Day }> {
	for (const stretch of stretches) {
		const next = stretch.to;
		if (isOver()) return { stoppedBy: 'time', next };
		if (sightings.count >= maxFound || sightings.records.size > maxRecords) return { next };
		try {
			await sightings.read(journal, stretch);
		} catch (stoppedBy) {
			return { stoppedBy, next };
		}
	}
	return {};
}

/** Moves `known` back over the days before it that were read completely. */
function firstKnown(known: Day, days: Set<Day>): Day {
	for (let before = addDays(known, -1); days.has(before); before = addDays(known, -1)) {
		known = before;
	}
	return known;
}

/** What counts as any other field depends on filters, blocks and the named fields, so its name includes them. */
function slotNames({ slots, blocks, rules }: WatchingPoll): string[] {
	const named = slots.flatMap(({ keys }) => keys);
	const other = [rules.view, [...blocks].sort(), named.sort()];
	return slots.map(({ name, keys }) => (keys.length > 0 ? name : JSON.stringify([name, ...other])));
}

/** Fewer fields or other filters may let more days fit. */
function isSameWatch({ slots, view }: Watched, names: string[], rules: Rules): boolean {
	return view === rules.view && areSame(slots, names);
}

function areSame(a: string[], b: string[]): boolean {
	return a.length === b.length && a.every((name, at) => name === b[at]);
}

/** Rearranges the tokens by slots; what was not compared before is unknown. */
function withSlots({ slots, records }: Watched, names: string[]): Map<string, Seen> {
	if (areSame(slots, names)) return records;
	const places = names.map((name) => slots.indexOf(name));
	const placed = ({ day, tokens }: Seen) => ({
		day,
		tokens: places.map((place) => (place < 0 ? unknown : (tokens[place] ?? unknown))),
	});
	return new Map([...records].map(([id, seen]) => [id, placed(seen)]));
}

function tooMany(fits: Day, { noun }: Rules): CalltouchError {
	const message = `There are more ${noun}s than n8n can keep for the trigger: changes are looked for in those since ${fits} only`;
	const remedy = 'Choose a shorter Lookback, fewer fields under Watch Fields, or a filter.';
	return new CalltouchError('invalid-input', message, { remedy });
}
