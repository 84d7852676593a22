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

/** The medium by which Calltouch marks calls from organic search. */
const organic = 'organic';

/** The rows of the statistics, counted from the journal of calls. */
export async function countCalls(
	connection: Connection,
	breakdown: Breakdown,
	period: DayRange,
	remarks: Remarks,
): Promise<IDataObject[]> {
	const label = labels[breakdown](connection.site.zone);
	const counts = new Map<string, number>();
	const query = { ...period, blocks: [] };
	for await (const page of readWithin(connection, journal, query, label, remarks)) {
		for (const key of page) counts.set(key, (counts.get(key) ?? 0) + 1);
	}
	if (breakdown === 'callsTotal') return [{ callsTotal: counts.get('') ?? 0 }];
	if (breakdown === 'callsByKeywords') return toRows(breakdown, mostFirst([...counts]));
	return toRows(
		breakdown,
		[...counts].map(([day, calls]) => [dayFirst(day), calls]),
	);
}

/** Under which label a call is counted; undefined when it is not. */
type Label = (call: CalltouchRecord) => string | undefined;

const labels: Record<Breakdown, (zone: string) => Label> = {
	callsTotal: () => () => '',
	callsByDate: dayLabel,
	callsByDateSeoOnly: (zone) => organicOnly(dayLabel(zone)),
	callsByKeywords: () => organicOnly(({ keyword }) => String(keyword ?? '')),
};

function dayLabel(zone: string): Label {
	const clock = recordClock(journal.times, zone);
	return (call) => clock(call)?.local.slice(0, 10);
}

function organicOnly(label: Label): Label {
	return (call) => (call.medium === organic ? label(call) : undefined);
}

function mostFirst(counts: Count[]): Count[] {
	return counts.sort(([word, calls], [otherWord, otherCalls]) =>
		calls === otherCalls ? word.localeCompare(otherWord) : otherCalls - calls,
	);
}
