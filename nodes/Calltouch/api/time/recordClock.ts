import type { CalltouchRecord } from '../record';
import { isoText, readMoment, minUnixMs } from './moments';
import { wallClock, type WallTime } from './wallClock';

/** Keys under which a record says when it was made (docs/calltouch-api.md#dates-and-zones). */
export interface TimeKeys {
	/** Seconds or milliseconds since 1970. */
	unix?: string;
	/** The account's wall clock, as Calltouch writes it. */
	written: string;
}

/**
 * When a record was made, on the wall clock of a zone: by its unix time, or by what is written where that is missing.
 * The function gives undefined for a record that has neither.
 */
export function recordClock(
	{ unix, written }: TimeKeys,
	zone: string,
): (record: CalltouchRecord) => WallTime | undefined {
	const clock = wallClock(zone);
	const read = (value: unknown) =>
		typeof value === 'number' && value > 0
			? clock(value >= minUnixMs ? value / 1000 : value)
			: readText(value, zone);
	return (record) => (unix === undefined ? undefined : read(record[unix])) ?? read(record[written]);
}

function readText(value: unknown, zone: string): WallTime | undefined {
	const moment = readMoment(value, zone);
	if (!moment) return undefined;
	const iso = isoText(moment);
	return { local: iso.slice(0, 'yyyy-mm-ddThh:mm:ss'.length), iso };
}
