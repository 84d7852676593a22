import type { DateTime } from 'luxon';
import type { Outcome } from './batches';
import { importTime } from '../time/dates';
import { filled, tagList, textPart, type CustomSources } from './bodyParts';
import { leadService } from '../paths';
import { dataOf, isGiven } from './results';
import type { Connection } from '../http/connection';
import { postJson } from '../http/post';

/** Longest texts of an imported call (docs/calltouch-api.md#call-import). */
export const importLimits = { referenceId: 100, sipCallId: 45 } as const;

/** A call of another platform. Times are in seconds. */
export interface ImportedCall {
	/** Can be imported once and never again, even after the call was deleted. */
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
 * Hands calls to Calltouch in one request, which puts them into a queue: each gets the number of the queue's log
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
