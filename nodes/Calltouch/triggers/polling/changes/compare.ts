import {
	addDays,
	dayAt,
	maxDay,
	splitRange,
	type Day,
	type DayRange,
} from '../../../api/time/dates';
import { CalltouchError } from '../../../api/errors';
import type { Catch } from '../catchUp';
import type { Rules } from '../journal';
import { newStamp } from '../memory';
import { byTime } from '../sift';
import { firstDayThatFits, maxRecords } from './fit';
import type { Seen } from './prints';
import type { WatchedJournal } from './sighting';
import { Sightings } from './sightings';
import { unknown } from './tokens';
import type { Slot } from './watch';
import type { Watched } from './watched';

/** Days that are read in one go; a poll may rest between two of them. */
const maxStretch = 7;
/** A poll that has found so many changes leaves further days to the next one. */
const maxFound = 10_000;
/** However old the newest record is, no days further back than these are read beside the lookback. */
const maxQuietDays = 31;
const daySeconds = 86_400;

/** One poll that looks for changes. */
export interface WatchingPoll {
	journal: WatchedJournal;
	slots: Slot[];
	/** What Calltouch is asked for beside the records themselves. */
	blocks: readonly string[];
	/** Whether a record that appears starts the workflow as well. */
	includeNew: boolean;
	rules: Rules;
	/** Unix seconds at its start. */
	now: number;
	/** Whether its time is over. */
	isOver: () => boolean;
}

/** The first poll: what the journal shows now is what later ones compare with. */
export async function beginWatching(poll: WatchingPoll): Promise<Catch<Watched>> {
	const { rules, now } = poll;
	const today = dayAt(rules.zone, now);
	return await findChanges(poll, {
		stamp: newStamp(),
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
 * Reads the lookback and compares each record with what it was when it was seen last. What changed and changed back
 * between two polls did not change. The newest days come first; a poll that cannot read all of them is continued by the
 * next one.
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
		notice: fits > firstOfLookback(memory, poll) ? tooMany(fits, rules) : undefined,
		memory: {
			...memory,
			stamp: found.length > 0 ? newStamp() : memory.stamp,
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

/** By the newest record, and not only by the clock, which may jump ahead and back. */
function firstOfLookback({ newest }: Watched, { rules, now }: WatchingPoll): Day {
	const earliest = now - maxQuietDays * daySeconds;
	return dayAt(rules.zone, Math.max(Math.min(now, newest), earliest) - rules.lookback);
}

/** The newest days first, or the days that the poll before had no time for. */
function planned(days: DayRange, next: Day | undefined): DayRange[] {
	const stretches = splitRange(days, maxStretch).reverse();
	const first = stretches.findIndex(({ from }) => next !== undefined && from <= next);
	return first > 0 ? [...stretches.slice(first), ...stretches.slice(0, first)] : stretches;
}

/** `next` is the last day of those that were not read; undefined when all were. */
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

/** The first of the days which were all read to their end, up to `known`. */
function firstKnown(known: Day, days: Set<Day>): Day {
	for (let before = addDays(known, -1); days.has(before); before = addDays(known, -1)) {
		known = before;
	}
	return known;
}

/** Of all other fields, the filters and the blocks decide what they are. */
function slotNames({ slots, blocks, rules }: WatchingPoll): string[] {
	return slots.map(({ name, keys }) =>
		keys.length > 0 ? name : JSON.stringify([name, rules.view, [...blocks].sort()]),
	);
}

/** Fewer fields or other filters may let more days fit. */
function isSameWatch({ slots, view }: Watched, names: string[], rules: Rules): boolean {
	return view === rules.view && areSame(slots, names);
}

function areSame(a: string[], b: string[]): boolean {
	return a.length === b.length && a.every((name, at) => name === b[at]);
}

/** What is known by slots; what was not compared before is not known. */
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
