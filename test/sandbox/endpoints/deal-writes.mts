import type { ApiRequest, Route, World } from '../server/api.mts';
import {
	complaints,
	entriesUnder,
	entryFrom,
	refuseFor,
	undocumented,
	unknownKeys,
	violations,
	type Entry,
} from './bodies.mts';
import {
	amount,
	bodyTime,
	comment,
	customFields,
	entryCheck,
	listOf,
	object,
	overwritten,
	phone,
	tags,
	text,
	whole,
} from './checks.mts';
import { findsLead } from './lead-search.mts';
import { matching } from './matching-check.mts';
import { refused } from './refusals.mts';
import { json, type Reply } from '../server/reply.mts';
import { clockText, parseBodyTime } from '../data/stored.mts';

const plainContacts = {
	fio: text(),
	phoneNumber: phone,
	email: text(),
	waPhone: phone,
	tgId: text(),
	tgUsername: text(),
	vkId: text(),
};
const otherContacts = {
	phoneNumber: listOf(phone),
	email: listOf(text()),
	waPhone: listOf(phone),
	tgId: listOf(text()),
	tgUsername: listOf(text()),
	vkId: listOf(text()),
};
const shared = {
	'orderNumber!': text(),
	funnel: text(),
	statusDate: bodyTime,
	currency: text(),
	revenue: amount,
	margin: amount,
	manager: text(),
	orderLink: text(),
	orderName: text(),
	addTagsToLead: overwritten('tags', tags),
	customFields,
	products: listOf(
		object({
			name: text(),
			price: amount,
			brand: text(),
			category: text(),
			variant: text(),
			quantity: whole(1),
		}),
	),
	orderContacts: object({
		mainContacts: object(plainContacts),
		otherContacts: object(otherContacts),
	}),
};
const checkNew = entryCheck({
	...shared,
	'matching!': matching,
	'status!': text(),
	'orderDate!': bodyTime,
	comment,
	addTags: tags,
});
const checkChange = entryCheck({
	...shared,
	reMatching: matching,
	status: text(),
	orderDate: bodyTime,
	updateDate: bodyTime,
	addNewComment: comment,
	addTags: overwritten('tags', tags),
	addCustomFieldsToLead: overwritten('customFields', customFields),
	leadManager: overwritten('manager', text()),
});

/** Keys of the journal out of what was sent. */
function fieldsOf(entry: Entry, world: World): Entry {
	const date = (key: string) => {
		const timestamp = parseBodyTime(entry[key], world.settings.timezone);
		return timestamp === undefined ? undefined : clockText(world.settings, timestamp);
	};
	const fields = {
		orderNumber: String(entry['orderNumber']),
		orderName: entry['orderName'],
		orderStatus: entry['status'],
		orderDate: date('orderDate'),
		updatedDate: date('updateDate'),
		plannedAmount: entry['revenue'] === undefined ? undefined : Number(entry['revenue']),
		funnel: entry['funnel'],
		manager: entry['manager'],
	};
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function create(request: ApiRequest, world: World): Reply {
	const { settings, ledger } = world;
	const body = entryFrom(request);
	const entries = entriesUnder(settings, body, 'orders', 'crm');
	const found = complaints('orders', entries, checkNew);
	if (typeof body['crm'] !== 'string') found.push({ message: 'Поле crm обязательно' });
	refuseFor(settings, found);
	const orders = entries.map((entry) => {
		const orderNumber = String(entry['orderNumber']);
		if (!findsLead(entry, request.siteId, world)) {
			return { orderNumber, ...refused(settings, 'calltouchOrderId', 'Лид не найден') };
		}
		const calltouchOrderId = ledger.addDeal(settings, {
			siteId: request.siteId,
			timestamp: parseBodyTime(entry['orderDate'], settings.timezone),
			fields: fieldsOf(entry, world),
		});
		return { orderNumber, calltouchOrderId };
	});
	return json(200, { data: { orders } });
}

const NOT_FOUND = 'Сделка не найдена';

function update(request: ApiRequest, world: World): Reply {
	const { settings, ledger } = world;
	const entries = entriesUnder(settings, entryFrom(request), 'orders');
	refuseFor(settings, complaints('orders', entries, checkChange));
	const results = entries.map((entry) => {
		const orderNumber = String(entry['orderNumber']);
		const change = fieldsOf(entry, world);
		return ledger.changeDeal(settings, request.siteId, orderNumber, change)
			? { orderNumber, updated: true }
			: { orderNumber, ...refused(settings, 'calltouchOrderId', NOT_FOUND) };
	});
	return undocumented(world, 'orders', results);
}

function remove(request: ApiRequest, world: World): Reply {
	const { orderNumbers, ...others } = entryFrom(request);
	const { settings, ledger } = world;
	refuseFor(settings, unknownKeys(others, [], ''));
	const isList = Array.isArray(orderNumbers) && orderNumbers.length > 0;
	if (!isList || orderNumbers.length > 100) throw violations('orderNumbers: от 1 до 100 номеров');
	refuseFor(settings, listOf(text())(orderNumbers, 'orderNumbers'));
	const results = orderNumbers
		.map(String)
		.map((orderNumber) =>
			ledger.changeDeal(settings, request.siteId, orderNumber, null)
				? { orderNumber, deleted: true }
				: { orderNumber, [settings.refusalKey]: NOT_FOUND },
		);
	return undocumented(world, 'orders', results);
}

function dealWrite(tail: string, answer: Route['answer']): Route {
	const path = `/lead-service/v1/api/client-order/${tail}`;
	return { method: 'POST', path, auth: 'header', answer };
}

/** Deals that are written. */
export const dealWrites: Route[] = [
	dealWrite('create', create),
	dealWrite('update', update),
	dealWrite('delete', remove),
];
