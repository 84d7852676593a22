import type { IDataObject } from 'n8n-workflow';
import type { CalltouchRecord } from '../../api/record';
import type { Entry } from './journal';

/** How the records of a journal become entries. */
export interface Kind {
	/** Key of a record's own number, e.g. `callId`. */
	id: string;
	/** When a record began, as ISO 8601 with the offset of the account's zone. */
	began: (record: CalltouchRecord) => string | undefined;
	hasEnded: (record: CalltouchRecord) => boolean;
	shape: (record: CalltouchRecord) => IDataObject;
}

/** Makes the entry of a record. One without a number is left out, for it could only be emitted again and again. */
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
