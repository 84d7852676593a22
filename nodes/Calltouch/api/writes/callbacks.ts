import { CalltouchError } from '../errors';
import type { DateTime } from 'luxon';
import { bodyTime } from '../time/dates';
import { filled } from './bodyParts';
import { widgetService } from '../paths';
import { dataOf, isGiven } from './results';
import type { Connection } from '../http/connection';
import type { CalltouchRecord } from '../record';
import { postJson } from '../http/post';

/** Maximum number of fields and tags per callback (docs/calltouch-api.md#callbacks). */
export const callbackLimits = { fields: 5, tags: 10 } as const;

export interface NewCallback {
	/** Key of the widget or form in Calltouch. */
	routeKey: string;
	phone: string;
	fields?: Array<{ name: string; value: string; type?: string }>;
	sessionId?: string;
	scheduleTime?: DateTime;
	utmSource?: string;
	utmMedium?: string;
	utmCampaign?: string;
	utmContent?: string;
	utmTerm?: string;
	callUrl?: string;
	tags?: string[];
}

/**
 * Requests a callback. Returns Calltouch's data about it, including `widgetRequestId`
 * (docs/calltouch-api.md#callbacks).
 */
export async function createCallback(
	connection: Connection,
	{ scheduleTime, ...plain }: NewCallback,
): Promise<CalltouchRecord> {
	const body = filled({
		...plain,
		scheduleTime: scheduleTime && bodyTime(scheduleTime, connection.site.zone),
	});
	const path = widgetService('/widget-request/user-form/create');
	const { json, reject } = await postJson(connection, path, body).catch((error: unknown) => {
		throw advised(error);
	});
	const data = dataOf(json);
	if (!data || !isGiven(data.widgetRequestId)) throw advised(reject());
	return data;
}

/** Remedies by error code (docs/calltouch-api.md#callbacks). */
const remedies = new Map([
	[
		'10003',
		'Check Route Key: it is the key of a widget in Calltouch that calls requests back, and the widget must be switched on.',
	],
	[
		'10007',
		'Calltouch wants some time between two callbacks to one phone: wait, and leave out repeats of a phone. If this was the first one, check the additional fields.',
	],
	['10013', 'Check Phone Number: Calltouch does not know it as a phone.'],
]);

/** Adds the remedy for the error's code, if the code is known. */
function advised<T>(error: T): T | CalltouchError {
	if (!(error instanceof CalltouchError) || error.reason === 'unknown-outcome') return error;
	const { reason, message, status, code } = error;
	const remedy = remedies.get(code ?? '');
	return remedy === undefined
		? error
		: new CalltouchError(reason, message, { status, code, remedy });
}
