import type { RecordTest } from '../record';
import { localTime } from './localTime';
import type { TimeKeys } from '../time/recordClock';

/** Time-of-day filters, `hh:mm:ss`. */
interface Hours {
	timeFrom?: string;
	timeTo?: string;
}

/** Whether the hours cross midnight. Calltouch finds nothing for those, so they are filtered here. */
export function isNight({ timeFrom = '', timeTo }: Hours): boolean {
	return timeTo !== undefined && timeFrom > timeTo;
}

/** Passes records from those hours, and records without a time: better one too many than one lost. */
export function atNight(
	{ timeFrom = '', timeTo = '' }: Hours,
	keys: TimeKeys,
	zone: string,
): RecordTest {
	const timeOf = localTime(keys, zone);
	return (record) => {
		const time = timeOf(record)?.slice('yyyy-mm-ddT'.length);
		return time === undefined || time >= timeFrom || time <= timeTo;
	};
}
