import { filled } from './writes/bodyParts';
import { acceptedAnswer } from './writes/results';
import { phoneService } from './paths';
import type { Connection } from './http/connection';
import { fetchJson, postJson } from './http/post';

/** Source to which calls to a static number are attributed. */
interface DisplayOptions {
	source?: string;
	medium?: string;
	campaign?: string;
	content?: string;
	keyword?: string;
}

/** Returns pool settings and redirects of numbers, as Calltouch sends them (docs/calltouch-api.md#phone-numbers). */
export async function listNumbers(
	connection: Connection,
	phoneNumbers: string[],
): Promise<unknown> {
	return await fetchJson(connection, phoneService('/ad-platform/phone/list'), { phoneNumbers });
}

/** Updates a static number in use; the answer may be empty. `redirectOptions` are not fully documented. */
export async function updateNumber(
	connection: Connection,
	phoneNumber: string,
	displayOptions: DisplayOptions,
	redirectOptions: object,
): Promise<unknown> {
	const body = filled({ phoneNumber, displayOptions: filled(displayOptions), redirectOptions });
	const path = phoneService('/ad-platform/phone/update');
	return acceptedAnswer(await postJson(connection, path, body));
}

/** Releases a static number; the answer may be empty. */
export async function deleteNumber(connection: Connection, phoneNumber: string): Promise<unknown> {
	const path = phoneService('/ad-platform/phone/delete');
	return acceptedAnswer(await postJson(connection, path, { phoneNumber }));
}

/** Most redirects that can be requested by ID (docs/calltouch-api.md#phone-numbers). */
export const maxRedirectIds = 50;

/** Which redirect scenarios to list; an empty query lists all. */
export interface RedirectsQuery {
	redirectIds?: number[];
	redirectName?: { value: string; filterMode?: string };
	redirectStatus?: string;
	poolName?: string;
	phoneNumbers?: string[];
}

/** Returns redirect scenarios, as Calltouch sends them. */
export async function listRedirects(
	connection: Connection,
	{ redirectIds, redirectName, redirectStatus, poolName, phoneNumbers }: RedirectsQuery,
): Promise<unknown> {
	const body = filled({
		redirectOptions: filled({
			redirectIds,
			redirectName: redirectName && filled(redirectName),
			redirectStatus,
		}),
		poolOptions: filled({ poolName: poolName === undefined ? undefined : { value: poolName } }),
		phoneNumbers,
	});
	return await fetchJson(connection, phoneService('/call-redirect/list'), body);
}
