import { DateTime } from 'luxon';
import type { Sandbox } from '../../../sandbox/sandbox.mts';

const zone = 'Europe/Moscow';

/** The day before today, `yyyy-mm-dd`, in the time zone of the account. */
export function yesterday(): string {
	return DateTime.now().setZone(zone).minus({ days: 1 }).toISODate() ?? '';
}

/** The calls of a site on the day before today, in the time zone of the account. */
export function callsOfYesterday(sandbox: Sandbox, siteId = 12345): string[] {
	return sandbox.callIds(siteId, yesterday());
}

/** The calls of a week that has passed: the last one, or one before it. */
export function callsOfWeek(sandbox: Sandbox, weeksAgo: number, siteId = 12345): string[] {
	const monday = DateTime.now().setZone(zone).minus({ weeks: weeksAgo }).startOf('week');
	const days = Array.from({ length: 7 }, (_, add) => monday.plus({ days: add }).toISODate() ?? '');
	return days.flatMap((day) => sandbox.callIds(siteId, day));
}
