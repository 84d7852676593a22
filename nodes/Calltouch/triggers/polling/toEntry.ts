import type { IDataObject } from 'n8n-workflow';
import type { CalltouchRecord } from '../../api/record';
import type { Entry } from './journal';

/** How records of a journal become entries. */
export interface Kind {
	/** Key of the record ID, e.g. `callId`. */
	id: string;
	/** When the record began, as ISO 8601 with the offset of the account's zone. */
	began: (record: CalltouchRecord) => string | undefined;
	hasEnded: (record: CalltouchRecord) => boolean;
	shape: (record: CalltouchRecord) => IDataObject;
}

/**
 * Returns a function that turns records into entries. Records without an ID are left out, since they would be emitted
 * again and again.
 */
export function toEntry(kind: Kind): (record: CalltouchRecord) => Entry | undefined {
	return (record) => {
		const { [kind.id]: id } = record;
		if (id === undefined || id === null || id === '') return undefined;
		const began = kind.began(record);
		return {
			id: String(id),
			at: began === undefined ? 0 : Date.parse(began) / 1000,
			ended: kind.hasEnded(record),
			json: () => kind.shape(record),
		};
	};
}
