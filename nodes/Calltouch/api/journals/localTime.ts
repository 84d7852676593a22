import type { CalltouchRecord } from '../record';
import { recordClock, type TimeKeys } from '../time/recordClock';

const written = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2}):(\d{2})$/;

/**
 * Converts `31/12/2025 9:30:00` to `2025-12-31T09:30:00`; undefined for anything else. Plain string handling, because
 * it runs for every record.
 */
export function readWritten(value: unknown): string | undefined {
	const parts = typeof value === 'string' ? written.exec(value) : null;
	if (!parts) return undefined;
	const [, day = '', month = '', year, hour = '', minute, second] = parts;
	return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${hour.padStart(2, '0')}:${minute}:${second}`;
}

/**
 * Returns a function that reads a record's time by Calltouch's own clock, as `yyyy-mm-ddThh:mm:ss`, whatever zone the
 * credential names.
 */
export function localTime(
	keys: TimeKeys,
	zone: string,
): (record: CalltouchRecord) => string | undefined {
	const clock = recordClock(keys, zone);
	return (record) => readWritten(record[keys.written]) ?? clock(record)?.local;
}
