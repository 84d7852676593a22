import type { IDataObject } from 'n8n-workflow';
import type { Journal } from '../../api/journals/journal';
import type { CalltouchRecord } from '../../api/record';
import { recordClock } from '../../api/time/recordClock';
import type { Entry } from './journal';

/** How the records of a journal become entries. */
interface Kind {
	hasEnded: (record: CalltouchRecord) => boolean;
	shape: (record: CalltouchRecord) => IDataObject;
}

/**
 * Returns a function that turns records into entries. Records without an ID are left out, since they would be emitted
 * again and again.
 */
export function toEntry(
	{ idKey, times }: Pick<Journal<never, never>, 'idKey' | 'times'>,
	zone: string,
	{ hasEnded, shape }: Kind,
): (record: CalltouchRecord) => Entry | undefined {
	const clock = recordClock(times, zone);
	return (record) => {
		const { [idKey]: id } = record;
		if (id === undefined || id === null || id === '') return undefined;
		const began = clock(record)?.iso;
		return {
			id: String(id),
			at: began === undefined ? 0 : Date.parse(began) / 1000,
			ended: hasEnded(record),
			json: () => shape(record),
		};
	};
}
