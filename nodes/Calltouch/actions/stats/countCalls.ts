import type { IDataObject } from 'n8n-workflow';
import { calls as journal } from '../../api/journals/calls';
import type { Remarks } from '../../api/journals/remarks';
import { readWithin } from '../../api/journals/within';
import { recordClock } from '../../api/time/recordClock';
import { dayFirst, type DayRange } from '../../api/time/dates';
import type { Breakdown, Count } from '../../api/statistics';
import type { Connection } from '../../api/http/connection';
import type { CalltouchRecord } from '../../api/record';
import { toRows } from './rows';

/** Medium of calls from organic search. */
const organic = 'organic';

/** Computes the rows of the statistics from the call journal. */
export async function countCalls(
	connection: Connection,
	breakdown: Breakdown,
	period: DayRange,
	remarks: Remarks,
): Promise<IDataObject[]> {
	const label = labelsByBreakdown[breakdown](connection.site.zone);
	const counts = new Map<string, number>();
	const query = { ...period, blocks: [] };
	for await (const page of readWithin(connection, journal, query, label, remarks)) {
		for (const key of page) counts.set(key, (counts.get(key) ?? 0) + 1);
	}
	if (breakdown === 'callsTotal') return [{ callsTotal: counts.get('') ?? 0 }];
	if (breakdown === 'callsByKeywords') return toRows(breakdown, highestFirst([...counts]));
	return toRows(
		breakdown,
		[...counts].map(([day, calls]) => [dayFirst(day), calls]),
	);
}

/** Returns the label under which a call counts; undefined if it does not. */
type LabelOf = (call: CalltouchRecord) => string | undefined;

const labelsByBreakdown: Record<Breakdown, (zone: string) => LabelOf> = {
	callsTotal: () => () => '',
	callsByDate: dayLabel,
	callsByDateSeoOnly: (zone) => organicOnly(dayLabel(zone)),
	callsByKeywords: () => organicOnly(({ keyword }) => String(keyword ?? '')),
};

function dayLabel(zone: string): LabelOf {
	const clock = recordClock(journal.times, zone);
	return (call) => clock(call)?.local.slice(0, 10);
}

function organicOnly(label: LabelOf): LabelOf {
	return (call) => (call.medium === organic ? label(call) : undefined);
}

function highestFirst(counts: Count[]): Count[] {
	return counts.sort(([wordA, callsA], [wordB, callsB]) =>
		callsA === callsB ? wordA.localeCompare(wordB) : callsB - callsA,
	);
}
