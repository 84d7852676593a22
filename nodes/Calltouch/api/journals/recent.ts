import { ShortMemory } from '../concurrency/shortMemory';
import { CalltouchError } from '../errors';
import type { Connection } from '../http/connection';
import { isRecord, type CalltouchRecord } from '../record';
import { addDays, today } from '../time/dates';
import { recordClock } from '../time/recordClock';
import { callFields, textsOf, type CallField } from './callFields';
import { hasEnded, isAnswered, talkSeconds } from './callOutcome';
import { calls } from './calls';
import { deals } from './deals';
import type { Journal } from './journal';
import { readNewest, type Timed } from './newest';
import { requests } from './requests';
import { tagNames } from './tags';

/** Names in a record, by what they name. */
export type NameKind = 'funnels' | 'managers' | 'sources' | 'tags' | `calls.${CallField}`;

interface Named extends Timed {
	names: Partial<Record<NameKind, unknown[]>>;
}

export interface RecentCall extends Named {
	/** Undefined for values of another form. */
	id: string | undefined;
	caller: string;
	trackedNumber: string;
	/** Name of the pool of the tracked number. */
	pool: string;
	/** Whether the tracked number is a static one: such a number is its own source. */
	isStatic: boolean;
	isOver: boolean;
	isAnswered: boolean;
	/** Seconds; undefined if unknown. */
	duration: number | undefined;
}

export interface RecentDeal extends Named {
	number: string;
	name: string;
	status: string;
}

/** The journals, each with what the lists need of its records. */
interface Rows {
	calls: RecentCall;
	deals: RecentDeal;
	requests: Named;
}

export type JournalName = keyof Rows;

const recentDays = 14;

/** Reads the recent records of one journal. */
type Look<T> = (connection: Connection) => Promise<T[]>;

function look<Filters extends object, Block extends string, T extends Named>(
	journal: Journal<Filters, Block>,
	block: Block,
	row: (record: CalltouchRecord) => Omit<T, 'time'>,
): Look<T> {
	return async (connection) => {
		const { zone } = connection.site;
		const clock = recordClock(journal.times, zone);
		const to = today(zone);
		const period = { from: addDays(to, 1 - recentDays), to, blocks: [block] };
		return await readNewest(
			connection,
			journal,
			period,
			(record) => ({ ...row(record), time: clock(record)?.local ?? '' }) as T,
		);
	};
}

const looks: { [K in JournalName]: Look<Rows[K]> } = {
	calls: look(calls, 'callTags', (call) => ({
		names: {
			...Object.fromEntries(callFields.map((field) => [`calls.${field}`, textsOf(call, field)])),
			managers: [managerOf(call)],
			sources: [call.source],
			tags: tagNames(call.callTags),
		},
		id: textOf(call.callId) || undefined,
		caller: textOf(call.callerNumber),
		trackedNumber: textOf(call.phoneNumber),
		pool: textOf(call.subPoolName),
		isStatic: call.source !== null && call.source === call.phoneNumber,
		isOver: hasEnded(call),
		isAnswered: isAnswered(call),
		duration: talkSeconds(call),
	})),
	deals: look(deals, 'tags', (deal) => ({
		names: { funnels: [deal.funnel], managers: [managerOf(deal)], tags: tagNames(deal.tags) },
		number: textOf(deal.orderNumber),
		name: textOf(deal.orderName),
		status: textOf(deal.orderStatus),
	})),
	requests: look(requests, 'RequestTags', (request) => ({
		names: {
			managers: [managerOf(request)],
			sources: [isRecord(request.session) && request.session.source],
			tags: tagNames(request.RequestTags),
		},
	})),
};

/** Long enough for a search, so short that nobody misses what is new. */
const memory = new ShortMemory<unknown[]>({ valueMs: 60_000, failureMs: 10_000 });

/** Reads the recent records of a journal, which every list of the same credential and site shares for a minute. */
async function readRecent<K extends JournalName>(
	connection: Connection,
	name: K,
): Promise<Array<Rows[K]>> {
	const { account, id } = connection.site;
	const ask = async () => await looks[name](connection);
	return (await memory.get(JSON.stringify([account, id, name]), ask)) as Array<Rows[K]>;
}

/**
 * Returns the recent records of these journals, newest first in each. A journal that cannot be read is left out.
 * @throws CalltouchError if none can be read
 */
export async function recentRecords<K extends JournalName>(
	connection: Connection,
	names: readonly K[],
): Promise<Array<Rows[K]>> {
	const readings = await Promise.allSettled(
		names.map(async (name) => await readRecent(connection, name)),
	);
	const read = readings.filter((reading) => reading.status === 'fulfilled');
	if (read.length > 0) return read.flatMap(({ value }) => value);
	const [failed] = readings.filter((reading) => reading.status === 'rejected');
	throw await explained(connection, names, failed?.reason);
}

/** A token that other journals take is not to blame for a refusal. */
async function explained(
	connection: Connection,
	names: readonly JournalName[],
	reason: unknown,
): Promise<unknown> {
	if (!(reason instanceof CalltouchError) || reason.reason !== 'refused-credential') return reason;
	const others = (Object.keys(looks) as JournalName[]).filter((name) => !names.includes(name));
	const readings = others.map(async (name) => await readRecent(connection, name));
	const isTokenTaken = await Promise.any(readings).then(
		() => true,
		() => false,
	);
	if (!isTokenTaken) return reason;
	return new CalltouchError(
		'refused',
		`Calltouch shows this API token other journals of site ${connection.site.id}, but not the ${names.join(' and ')}`,
		{ remedy: 'Ask Calltouch whether they are switched on, or type the value instead.' },
	);
}

function managerOf({ manager }: CalltouchRecord): unknown {
	return isRecord(manager) ? manager.name : manager;
}

/** Records may have values of any form. */
function textOf(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
