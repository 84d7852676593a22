import { addDays, today } from '../time/dates';
import { callFields, textsOf, type CallField } from './callFields';
import { calls } from './calls';
import { deals } from './deals';
import type { Journal } from './journal';
import { readJournal } from './read';
import { requests } from './requests';
import { tagNames } from './tags';
import type { Connection } from '../http/connection';
import { isRecord, type CalltouchRecord } from '../record';

/** Days to search for names, and the maximum number of records per journal. */
const recentDays = 14;
const maxRecords = 1000;

/** Reads the recent records of one journal and yields the names in each. */
type Look = (connection: Connection) => AsyncGenerator<string[][]>;

function look<Filters extends object, Block extends string>(
	journal: Journal<Filters, Block>,
	names: (record: CalltouchRecord) => unknown[],
	blocks: Block[] = [],
): Look {
	return (connection) => {
		const to = today(connection.site.zone);
		const recent = { from: addDays(to, 1 - recentDays), to, wanted: maxRecords };
		return readJournal(connection, journal, { ...recent, blocks }, namesOf(names));
	};
}

const managerOf = ({ manager }: CalltouchRecord): unknown[] => [
	isRecord(manager) ? manager.name : manager,
];

type CallValues = Record<`calls.${CallField}`, Look[]>;

/** Values of the fields that a filter of calls may compare. */
function callValues(): CallValues {
	const values = callFields.map((field) => [
		`calls.${field}`,
		[look(calls, (call) => textsOf(call, field), field === 'callTags' ? [field] : [])],
	]);
	return Object.fromEntries(values) as CallValues;
}

const looks = {
	funnels: [look(deals, ({ funnel }) => [funnel])],
	managers: [look(calls, managerOf), look(requests, managerOf), look(deals, managerOf)],
	sources: [
		look(calls, ({ source }) => [source]),
		look(requests, ({ session }) => [isRecord(session) && session.source]),
	],
	tags: [
		look(calls, ({ callTags }) => tagNames(callTags), ['callTags']),
		look(requests, ({ RequestTags }) => tagNames(RequestTags), ['RequestTags']),
		look(deals, ({ tags }) => tagNames(tags), ['tags']),
	],
	...callValues(),
} satisfies Record<string, Look[]>;

export type NameKind = keyof typeof looks;

/**
 * Returns the names found in recent journal records, each once and sorted. Calltouch has no list of them, and accepts
 * any other name as well.
 * @throws CalltouchError
 */
export async function findNames(connection: Connection, kind: NameKind): Promise<string[]> {
	const found = await Promise.all(looks[kind].map(async (open) => await firstOf(open(connection))));
	return [...new Set(found.flat())].sort((a, b) => a.localeCompare(b));
}

/** Extracts the names of a record, without placeholders such as `<не указано>` and `(none)`. */
function namesOf(names: (record: CalltouchRecord) => unknown[]) {
	return (record: CalltouchRecord): string[] =>
		names(record).filter(
			(name): name is string => typeof name === 'string' && /^[^<(\s]/.test(name),
		);
}

/** Stops reading after `maxRecords` records. */
async function firstOf(pages: AsyncGenerator<string[][]>): Promise<string[]> {
	const found = new Set<string>();
	let records = 0;
	for await (const page of pages) {
		for (const name of page.flat()) found.add(name);
		records += page.length;
		if (records >= maxRecords) break;
	}
	return [...found];
}
