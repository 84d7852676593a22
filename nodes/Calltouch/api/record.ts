/** A record as Calltouch sends it: every key may be missing or null. */
export type CalltouchRecord = Record<string, unknown>;

export type RecordTest = (record: CalltouchRecord) => boolean;

export function isRecord(value: unknown): value is CalltouchRecord {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
