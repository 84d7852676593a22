import type { RecordTest } from '../record';
import { localTime } from './localTime';
import type { TimeKeys } from '../time/recordClock';

/** Filters by time of day, `hh:mm:ss`. */
interface Hours {
	timeFrom?: string;
	timeTo?: string;
}

/** Whether the hours go over midnight: Calltouch finds nothing for those, so they are looked at here. */
export function isNight({ timeFrom = '', timeTo }: Hours): boolean {
	return timeTo !== undefined && timeFrom > timeTo;
}

/** Lets pass what was made in the night. A record without a time passes: better one too many than one lost. */
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
