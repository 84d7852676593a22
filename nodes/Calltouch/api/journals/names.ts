import { addDays, today } from '../time/dates';
import { readCalls, type CallBlock } from './calls';
import { readDeals, type DealBlock } from './deals';
import { readRequests, type RequestBlock } from './requests';
import { type Connection } from '../http/connection';
import { isRecord, type CalltouchRecord } from '../record';

/** Days that are looked through for names, and records of each journal at most. */
const recentDays = 14;
const mostRecords = 1000;

/** Which names of a record to gather. Journals that are not named have none. */
interface Search {
	calls?: { blocks: CallBlock[]; names: (call: CalltouchRecord) => unknown[] };
	requests?: { blocks: RequestBlock[]; names: (request: CalltouchRecord) => unknown[] };
	deals?: { blocks: DealBlock[]; names: (deal: CalltouchRecord) => unknown[] };
}

const managerOf = ({ manager }: CalltouchRecord): unknown[] => [
	isRecord(manager) ? manager.name : manager,
];

const searches = {
	funnels: { deals: { blocks: [], names: ({ funnel }) => [funnel] } },
	managers: {
		calls: { blocks: [], names: managerOf },
		requests: { blocks: [], names: managerOf },
		deals: { blocks: [], names: managerOf },
	},
	sources: {
		calls: { blocks: [], names: ({ source }) => [source] },
		requests: { blocks: [], names: ({ session }) => [isRecord(session) && session.source] },
	},
	tags: {
		calls: { blocks: ['callTags'], names: ({ callTags }) => tagNames(callTags) },
		requests: { blocks: ['RequestTags'], names: ({ RequestTags }) => tagNames(RequestTags) },
		deals: { blocks: ['tags'], names: ({ tags }) => tagNames(tags) },
	},
} satisfies Record<string, Search>;

export type NameKind = keyof typeof searches;

/**
 * Names that the journals of the last days show, each once and sorted. Calltouch has no list of them, and takes any
 * other name as well.
 * @throws CalltouchError
 */
export async function findNames(connection: Connection, kind: NameKind): Promise<string[]> {
	const { calls, requests, deals }: Search = searches[kind];
	const to = today(connection.site.zone);
	const recent = { from: addDays(to, 1 - recentDays), to, wanted: mostRecords };
	const readings = [
		calls && readCalls(connection, { ...recent, anyOf: [], ...calls }, namesOf(calls.names)),
		requests && readRequests(connection, { ...recent, ...requests }, namesOf(requests.names)),
		deals && readDeals(connection, { ...recent, ...deals }, namesOf(deals.names)),
	];
	const found = await Promise.all(
		readings.map(async (reading) => reading && (await firstOf(reading))),
	);
	return [...new Set(found.flatMap((names) => names ?? []))].sort((one, other) =>
		one.localeCompare(other),
	);
}

/** The names of each record; those that stand for none, e.g. `<не указано>` and `(none)`, are left out. */
function namesOf(names: (record: CalltouchRecord) => unknown[]) {
	return (record: CalltouchRecord): string[] =>
		names(record).filter(
			(name): name is string => typeof name === 'string' && /^[^<(\s]/.test(name),
		);
}

/** Reads no more records than are looked through. */
async function firstOf(pages: AsyncGenerator<string[][]>): Promise<string[]> {
	const found = new Set<string>();
	let records = 0;
	for await (const page of pages) {
		for (const name of page.flat()) found.add(name);
		records += page.length;
		if (records >= mostRecords) break;
	}
	return [...found];
}

function tagNames(tags: unknown): unknown[] {
	if (!Array.isArray(tags)) return [];
	return tags.flatMap((tag: unknown) =>
		isRecord(tag) && Array.isArray(tag.names) ? (tag.names as unknown[]) : [],
	);
}
