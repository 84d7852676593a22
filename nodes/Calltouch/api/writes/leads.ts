import type { Outcome } from './batches';
import { matchingPart, type Rule } from './matching';
import { idPart, tagList, type CustomField } from './bodyParts';
import { leadService } from '../paths';
import { acceptedAnswer, undocumentedOutcomes } from './results';
import type { Connection } from '../http/connection';
import { postJson } from '../http/post';

/** A lead is a call, a request or a chat; the first rule that finds one wins. */
interface Found {
	matching: Rule[];
}

/** Something to add to what a lead has, or to replace it with. */
interface Added extends Found {
	overwrite: boolean;
}

export interface TaggedLead extends Added {
	tags: string[];
}

export interface CommentedLead extends Found {
	comment: string;
}

export interface ManagedLead extends Added {
	manager: string;
}

export interface DescribedLead extends Added {
	customFields: CustomField[];
}

/** Adds tags to leads in one request (docs/calltouch-api.md#leads). */
export async function addTags(connection: Connection, leads: TaggedLead[]): Promise<Outcome[]> {
	return await enrich(connection, '/tag/lead/add', 'leads', leads, ({ tags, overwrite }) => ({
		addTags: { overwrite, tags: tagList(tags) },
	}));
}

/** Assigns managers to leads in one request. */
export async function assignManagers(
	connection: Connection,
	leads: ManagedLead[],
): Promise<Outcome[]> {
	return await enrich(
		connection,
		'/manager/lead/add',
		'leads',
		leads,
		({ manager, overwrite }) => ({
			addManagers: { overwrite, managers: [{ manager }] },
		}),
	);
}

/** Sets custom fields of leads in one request. */
export async function setCustomFields(
	connection: Connection,
	leads: DescribedLead[],
): Promise<Outcome[]> {
	return await enrich(
		connection,
		'/customfield/lead/add',
		'leads',
		leads,
		({ customFields, overwrite }) => ({
			addCustomFields: { overwrite, customFields },
		}),
	);
}

/** Adds comments to leads in one request; the only body whose list has a different name. */
export async function addComments(
	connection: Connection,
	leads: CommentedLead[],
): Promise<Outcome[]> {
	return await enrich(connection, '/comment/lead/add', 'comments', leads, ({ comment }) => ({
		addComment: comment,
	}));
}

/** Leads have no numbers of their own, so results are matched by position. */
async function enrich<Lead extends Found>(
	connection: Connection,
	tail: string,
	list: string,
	leads: Lead[],
	part: (lead: Lead) => object,
): Promise<Outcome[]> {
	const entries = leads.map((lead) => ({
		matching: matchingPart(lead.matching, connection.site.zone),
		...part(lead),
	}));
	const answer = await postJson(connection, leadService(tail), { [list]: entries });
	const places = leads.map((_, place) => String(place));
	return undocumentedOutcomes(connection, answer, places, { list, what: 'lead' });
}

/** Keys that identify a lead or a deal when deleting its custom fields (docs/calltouch-api.md#leads). */
export type LeadId =
	| 'callId'
	| 'callReferenceId'
	| 'orderId'
	| 'orderNumber'
	| 'requestId'
	| 'requestNumber'
	| 'sipCallId';

/** Those assigned by Calltouch, which consist of digits. */
export const calltouchIds: readonly LeadId[] = ['callId', 'orderId', 'requestId'];

/** Deletes custom fields of one lead. Returns Calltouch's answer, undefined if it is empty. */
export async function deleteCustomFields(
	connection: Connection,
	key: LeadId,
	value: string,
	customFields: string[],
): Promise<unknown> {
	const id = calltouchIds.includes(key) ? idPart(value) : value;
	const path = leadService('/customfield/delete');
	return acceptedAnswer(await postJson(connection, path, { [key]: id, customFields }));
}
