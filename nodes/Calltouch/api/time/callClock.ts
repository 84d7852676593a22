import { DateTime } from 'luxon';
import type { CalltouchRecord } from '../record';
import { wallClock, type WallTime } from './wallClock';

const datePattern = /^(\d{1,2})\/(\d{1,2})\/(\d{4})\s+(\d{1,2}):(\d{2}):(\d{2})/;

/**
 * Returns when a call began, on the account's wall clock: from `timestamp`, or from `date` if that is missing
 * (docs/calltouch-api.md#dates-and-zones). Undefined if the call has neither.
 */
export function callClock(zone: string): (call: CalltouchRecord) => WallTime | undefined {
	const clock = wallClock(zone);
	return (call) => clock(call.timestamp) ?? readDateText(call.date, zone);
}

function readDateText(date: unknown, zone: string): WallTime | undefined {
	const parts = typeof date === 'string' ? datePattern.exec(date)?.slice(1).map(Number) : undefined;
	if (!parts) return undefined;
	const [day = 0, month = 0, year = 0, hour, minute, second] = parts;
	const time = DateTime.fromObject({ year, month, day, hour, minute, second }, { zone });
	if (!time.isValid) return undefined;
	const iso = time.toISO({ suppressMilliseconds: true });
	return { local: iso.slice(0, 'yyyy-mm-ddThh:mm:ss'.length), iso };
}
