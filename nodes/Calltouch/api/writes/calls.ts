import type { DateTime } from 'luxon';
import type { Outcome } from './batches';
import { importTime } from '../time/dates';
import { filled, tagList, textPart, type CustomSources } from './bodyParts';
import { leadService } from '../paths';
import { dataOf, isGiven } from './results';
import type { Connection } from '../http/connection';
import { postJson } from '../http/post';

/** Maximum text lengths of an imported call (docs/calltouch-api.md#call-import). */
export const importLimits = { referenceId: 100, sipCallId: 45 } as const;

/** A call from another platform. Durations are in seconds. */
export interface ImportedCall {
	/** Can be imported only once, even if the call is deleted afterwards. */
	referenceId: string;
	clientPhoneNumber: string;
	callCenterPhoneNumber: string;
	callStartTime: DateTime;
	duration: number;
	status: 'successful' | 'unsuccessful';
	waitingTime?: number;
	sipCallId?: string;
	recordUrl?: string;
	comment?: string;
	tags?: string[];
	customSources?: CustomSources;
}

/**
 * Queues calls for import in one request; each result has the number of the queue's log
 * (docs/calltouch-api.md#call-import).
 */
export async function importCalls(
	connection: Connection,
	calls: ImportedCall[],
): Promise<Outcome[]> {
	const body = {
		calls: calls.map(({ callStartTime, comment, tags, ...plain }) =>
			filled({
				...plain,
				callStartTime: importTime(callStartTime, connection.site.zone),
				comment: textPart(comment),
				addTags: tagList(tags),
			}),
		),
	};
	const { json, reject } = await postJson(connection, leadService('/call/import'), body);
	const data = dataOf(json);
	if (!data || !isGiven(data.logId)) throw reject();
	return calls.map(({ referenceId }) => ({ result: { referenceId, ...data } }));
}
