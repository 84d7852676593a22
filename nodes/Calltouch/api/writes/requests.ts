import type { DateTime } from 'luxon';
import type { Outcome } from './batches';
import { bodyTime } from '../time/dates';
import { filled, tagList, textPart, type CustomField, type CustomSources } from './bodyParts';
import { leadService, registerPath } from '../paths';
import { documentedOutcomes, isGiven, type ResultList } from './results';
import { type Connection } from '../http/connection';
import { isRecord, type CalltouchRecord } from '../record';
import { postForm, postJson } from '../http/post';

/** Maximum text lengths and list sizes of a request (docs/calltouch-api.md#request-creation). */
export const requestLimits = {
	requestNumber: 100,
	subject: 100,
	requestUrl: 1000,
	fio: 100,
	comment: 1000,
	customFields: 20,
} as const;

/** Maximum text lengths of a site form (docs/calltouch-api.md#site-form). */
export const formLimits = { requestNumber: 256, subject: 256 } as const;

/** Who is asking; a site form needs at least one of these. */
export interface Contact {
	phoneNumber?: string;
	email?: string;
	fio?: string;
}

export interface NewRequest extends Contact {
	requestNumber: string;
	requestDate: DateTime;
	subject?: string;
	requestUrl?: string;
	sessionId?: string;
	manager?: string;
	comment?: string;
	tags?: string[];
	customSources?: CustomSources;
	customFields?: CustomField[];
}

const results: ResultList = { list: 'requests', key: 'requestNumber', what: 'request' };

/** Creates requests in one HTTP request (docs/calltouch-api.md#request-creation). */
export async function createRequests(
	connection: Connection,
	requests: NewRequest[],
): Promise<Outcome[]> {
	const body = {
		requests: requests.map(({ comment, tags, requestDate, ...plain }) =>
			filled({
				...plain,
				requestDate: bodyTime(requestDate, connection.site.zone),
				comment: textPart(comment),
				addTags: tagList(tags),
			}),
		),
	};
	const answer = await postJson(connection, leadService('/request/create'), body);
	const numbers = requests.map(({ requestNumber }) => requestNumber);
	const isTaken = ({ imported }: CalltouchRecord) => imported === true;
	return documentedOutcomes(connection, answer, numbers, results, isTaken);
}

interface SiteForm extends Contact {
	subject?: string;
	requestNumber?: string;
	requestDate?: DateTime;
	requestUrl?: string;
	sessionId?: string;
	comment?: string;
	tags?: string[];
	targetRequest?: boolean;
}

/**
 * Submits a form as the site itself would; needs no token (docs/calltouch-api.md#site-form). Returns Calltouch's data
 * about the request, including `requestId`.
 */
export async function submitForm(connection: Connection, form: SiteForm): Promise<CalltouchRecord> {
	const { requestDate, tags, targetRequest, ...plain } = form;
	const fields = filled({
		...plain,
		requestDate: requestDate && bodyTime(requestDate, connection.site.zone),
		tags: tags?.join(','),
		targetRequest: targetRequest ? 'true' : undefined,
	});
	const { json, reject } = await postForm(
		connection,
		registerPath(connection.site.id),
		fields as Record<string, string>,
	);
	if (!isRecord(json) || !isGiven(json.requestId)) throw reject();
	return json;
}
