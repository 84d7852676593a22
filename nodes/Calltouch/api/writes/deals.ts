import type { DateTime } from 'luxon';
import type { Outcome } from './batches';
import { bodyTime } from '../time/dates';
import { matchingPart, type Rule } from './matching';
import { filled, tagList, textPart, type CustomField } from './bodyParts';
import { leadService } from '../paths';
import { documentedOutcomes, isGiven, undocumentedOutcomes, type ResultList } from './results';
import type { Connection } from '../http/connection';
import type { CalltouchRecord } from '../record';
import { postJson } from '../http/post';

/** `price` is a decimal text such as `10.00`. */
interface Product {
	name?: string;
	price?: string;
	brand?: string;
	category?: string;
	variant?: string;
	quantity?: number;
}

interface MainContacts {
	fio?: string;
	phoneNumber?: string;
	email?: string;
	waPhone?: string;
	tgId?: string;
	tgUsername?: string;
	vkId?: string;
}

type OtherContacts = Partial<Record<Exclude<keyof MainContacts, 'fio'>, string[]>>;

/** Fields that can be set on creation and later. Amounts are decimal texts such as `100000.50`. */
interface DealFields {
	orderNumber: string;
	funnel?: string;
	status?: string;
	statusDate?: DateTime;
	orderDate?: DateTime;
	currency?: string;
	revenue?: string;
	margin?: string;
	manager?: string;
	orderLink?: string;
	orderName?: string;
	comment?: string;
	/** Tags on the deal. */
	tags?: string[];
	/** Tags on the call, request or chat that the deal belongs to. */
	leadTags?: string[];
	overwriteLeadTags: boolean;
	customFields?: CustomField[];
	products?: Product[];
	mainContacts?: MainContacts;
	otherContacts?: OtherContacts;
}

export interface NewDeal extends DealFields {
	/** Name of the CRM that the deal comes from; all deals in one request share it. */
	crm: string;
	matching: Rule[];
}

export interface DealUpdate extends DealFields {
	/** Rules to match the deal's lead again; if empty, the lead stays. */
	matching: Rule[];
	updateDate: DateTime;
	overwriteTags: boolean;
	leadCustomFields?: CustomField[];
	overwriteLeadCustomFields: boolean;
	leadManager?: string;
	overwriteLeadManager: boolean;
}

const results: ResultList = {
	list: 'orders',
	key: 'orderNumber',
	id: 'calltouchOrderId',
	what: 'deal',
};

function resultsOf(deals: DealFields[]): ResultList {
	return { ...results, statuses: new Set(deals.map(({ status }) => status)) };
}

/** Creates deals from one CRM in one request (docs/calltouch-api.md#deal-creation). */
export async function createDeals(connection: Connection, deals: NewDeal[]): Promise<Outcome[]> {
	const { zone } = connection.site;
	const orders = deals.map(({ matching, tags, comment, ...deal }) =>
		filled({
			matching: matchingPart(matching, zone, deal.orderDate),
			...sharedParts(deal, zone),
			comment: textPart(comment),
			addTags: tagList(tags),
		}),
	);
	const body = { crm: deals[0]?.crm, orders };
	const answer = await postJson(connection, leadService('/client-order/create'), body);
	const numbers = deals.map(({ orderNumber }) => orderNumber);
	const isTaken = ({ calltouchOrderId }: CalltouchRecord) => isGiven(calltouchOrderId);
	return documentedOutcomes(connection, answer, numbers, resultsOf(deals), isTaken);
}

/** Updates deals by number in one request (docs/calltouch-api.md#deal-changes). */
export async function updateDeals(connection: Connection, deals: DealUpdate[]): Promise<Outcome[]> {
	const { zone } = connection.site;
	const orders = deals.map(({ matching, tags, comment, ...deal }) =>
		filled({
			...sharedParts(deal, zone),
			reMatching: matchingPart(matching, zone, deal.orderDate),
			updateDate: bodyTime(deal.updateDate, zone),
			addNewComment: textPart(comment),
			addTags: tags && { overwrite: deal.overwriteTags, tags: tagList(tags) },
			addCustomFieldsToLead: deal.leadCustomFields && {
				overwrite: deal.overwriteLeadCustomFields,
				customFields: deal.leadCustomFields,
			},
			leadManager: deal.leadManager && {
				manager: deal.leadManager,
				overwrite: deal.overwriteLeadManager,
			},
		}),
	);
	const answer = await postJson(connection, leadService('/client-order/update'), { orders });
	const numbers = deals.map(({ orderNumber }) => orderNumber);
	return undocumentedOutcomes(connection, answer, numbers, resultsOf(deals));
}

/** Deletes deals by number in one request; each result says `deleted` (docs/calltouch-api.md#deal-changes). */
export async function deleteDeals(
	connection: Connection,
	orderNumbers: string[],
): Promise<Outcome[]> {
	const path = leadService('/client-order/delete');
	const answer = await postJson(connection, path, { orderNumbers });
	const outcomes = undocumentedOutcomes(connection, answer, orderNumbers, results);
	return outcomes.map((outcome) =>
		'error' in outcome ? outcome : { result: { ...outcome.result, deleted: true } },
	);
}

/** Fields that have the same keys in a new and a changed deal. */
function sharedParts(deal: Omit<DealFields, 'tags' | 'comment'>, zone: string) {
	return {
		orderNumber: deal.orderNumber,
		funnel: deal.funnel,
		status: deal.status,
		statusDate: deal.statusDate && bodyTime(deal.statusDate, zone),
		orderDate: deal.orderDate && bodyTime(deal.orderDate, zone),
		currency: deal.currency,
		revenue: deal.revenue,
		margin: deal.margin,
		manager: deal.manager,
		orderLink: deal.orderLink,
		orderName: deal.orderName,
		addTagsToLead: deal.leadTags && {
			tags: tagList(deal.leadTags),
			overwrite: deal.overwriteLeadTags,
		},
		customFields: deal.customFields,
		products: deal.products?.map(filled),
		orderContacts: filled({
			mainContacts: filled(deal.mainContacts ?? {}),
			otherContacts: filled(deal.otherContacts ?? {}),
		}),
	};
}
