import type { ApiRequest, Route, World } from '../server/api.mts';
import {
	complaints,
	entriesUnder,
	entryFrom,
	undocumented,
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
import { matching } from './matching-check.mts';
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
		orderNumber: entry['orderNumber'],
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
	const body = entryFrom(request);
	const entries = entriesUnder(body, 'orders', 'crm');
	const found = complaints('orders', entries, checkNew);
	if (typeof body['crm'] !== 'string') found.push('Поле crm обязательно');
	if (found.length > 0) throw violations(...found);
	const { settings, ledger } = world;
	const orders = entries.map((entry) => ({
		orderNumber: entry['orderNumber'],
		calltouchOrderId: ledger.addDeal(settings, {
			siteId: request.siteId,
			timestamp: parseBodyTime(entry['orderDate'], settings.timezone),
			fields: fieldsOf(entry, world),
		}),
	}));
	return json(200, { data: { orders } });
}

const NOT_FOUND = 'Сделка не найдена';

function update(request: ApiRequest, world: World): Reply {
	const entries = entriesUnder(entryFrom(request), 'orders');
	const found = complaints('orders', entries, checkChange);
	if (found.length > 0) throw violations(...found);
	const results = entries.map((entry) => {
		const { orderNumber } = entry;
		const change = fieldsOf(entry, world);
		const known = world.ledger.changeDeal(
			world.settings,
			request.siteId,
			String(orderNumber),
			change,
		);
		return known ? { orderNumber, updated: true } : { orderNumber, errorMessage: NOT_FOUND };
	});
	return undocumented(world, 'orders', results);
}

function remove(request: ApiRequest, world: World): Reply {
	const { orderNumbers, ...others } = entryFrom(request);
	if (Object.keys(others).length > 0) throw violations('Неизвестные поля');
	const isList = Array.isArray(orderNumbers) && orderNumbers.length > 0;
	if (!isList || orderNumbers.length > 100) throw violations('orderNumbers: от 1 до 100 номеров');
	const results = orderNumbers.map((orderNumber: unknown) => {
		if (typeof orderNumber !== 'string') throw violations('Номер сделки должен быть строкой');
		const known = world.ledger.changeDeal(world.settings, request.siteId, orderNumber, null);
		return known ? { orderNumber, deleted: true } : { orderNumber, errorMessage: NOT_FOUND };
	});
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
