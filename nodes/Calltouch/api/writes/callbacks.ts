import type { DateTime } from 'luxon';
import { bodyTime } from '../time/dates';
import { filled } from './bodyParts';
import { widgetService } from '../paths';
import { dataOf, isGiven } from './results';
import type { Connection } from '../http/connection';
import type { CalltouchRecord } from '../record';
import { postJson } from '../http/post';

/** Most fields and tags of a callback (docs/calltouch-api.md#callbacks). */
export const callbackLimits = { fields: 5, tags: 10 } as const;

export interface NewCallback {
	/** Key of the widget or the form in Calltouch. */
	routeKey: string;
	phone: string;
	fields?: Array<{ name: string; value: string }>;
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

/** Orders a call back; returns what Calltouch says of it, `widgetRequestId` (docs/calltouch-api.md#callbacks). */
export async function createCallback(
	connection: Connection,
	{ scheduleTime, ...plain }: NewCallback,
): Promise<CalltouchRecord> {
	const body = filled({
		...plain,
		scheduleTime: scheduleTime && bodyTime(scheduleTime, connection.site.zone),
	});
	const path = widgetService('/widget-request/user-form/create');
	const { json, reject } = await postJson(connection, path, body);
	const data = dataOf(json);
	if (!data || !isGiven(data.widgetRequestId)) throw reject();
	return data;
}
