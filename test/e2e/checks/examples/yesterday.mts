import { DateTime } from 'luxon';
import type { Sandbox } from '../../../sandbox/sandbox.mts';
import { zoneOfN8n } from '../../n8n/environment.mts';

const zoneOfAccount = 'Europe/Moscow';

/** The calls of a site on the day that the node calls yesterday: in the time zone of the account. */
export function callsOfYesterday(sandbox: Sandbox): string[] {
	return callsOfDay(sandbox, DateTime.now().setZone(zoneOfAccount).minus({ days: 1 }));
}

/** The calls of a site on the day before `$today` of n8n, which is a day in the time zone of n8n. */
export function callsBeforeToday(sandbox: Sandbox, siteId: number): string[] {
	return callsOfDay(sandbox, DateTime.now().setZone(zoneOfN8n).minus({ days: 1 }), siteId);
}

/** The calls of a week that has passed for n8n: the last one, or one before it. */
export function callsOfWeek(sandbox: Sandbox, weeksAgo: number): string[] {
	const monday = mondayOf(weeksAgo);
	const days = Array.from({ length: 7 }, (_, add) => monday.plus({ days: add }));
	return days.flatMap((day) => callsOfDay(sandbox, day));
}

/** The beginning of a week that has passed for n8n. */
export function mondayOf(weeksAgo: number): DateTime {
	return DateTime.now().setZone(zoneOfN8n).minus({ weeks: weeksAgo }).startOf('week');
}

function callsOfDay(sandbox: Sandbox, day: DateTime, siteId = 12345): string[] {
	return sandbox.callIds(siteId, day.toISODate() ?? '');
}
