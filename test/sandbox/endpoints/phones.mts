import type { ApiRequest, Route, World } from '../server/api.mts';
import { entryFrom, refuseFor, violations, type Entry } from './bodies.mts';
import { entryCheck, id, listOf, object, phone, text } from './checks.mts';
import { bodyOf, json, type Reply } from '../server/reply.mts';

const EMPTY: Reply = { status: 200, headers: {}, body: bodyOf() };

const displayOptions = object({
	source: text(),
	medium: text(),
	campaign: text(),
	content: text(),
	keyword: text(),
});
const named = object({ 'value!': text(), filterMode: text() });

type Answer = (body: Entry, world: World) => Reply;

function phoneRoute(tail: string, fields: Parameters<typeof entryCheck>[0], answer: Answer): Route {
	const check = entryCheck(fields);
	return {
		method: 'POST',
		path: `/phone-service/v1/api/calltracking/${tail}`,
		auth: 'header',
		answer: (request: ApiRequest, world: World) => {
			const body = entryFrom(request);
			refuseFor(world.settings, check(body));
			return answer(body, world);
		},
	};
}

function used(world: World, phoneNumber: unknown): Entry {
	const options = world.ledger.phones.get(String(phoneNumber));
	if (!options) throw violations(`Номер ${String(phoneNumber)} не используется`);
	return options;
}

/** Static tracked numbers and redirect scenarios. The form of the lists is made up: it is not documented. */
export const phones: Route[] = [
	phoneRoute('ad-platform/phone/list', { 'phoneNumbers!': listOf(phone) }, (body, { ledger }) => {
		const numbers = body['phoneNumbers'] as string[];
		const rows = numbers.map((phoneNumber) => ({
			phoneNumber,
			displayOptions: ledger.phones.get(phoneNumber) ?? null,
		}));
		return json(200, { data: rows });
	}),
	phoneRoute(
		'ad-platform/phone/update',
		{ 'phoneNumber!': phone, displayOptions, redirectOptions: () => [] },
		(body, world) => {
			Object.assign(used(world, body['phoneNumber']), body['displayOptions']);
			return EMPTY;
		},
	),
	phoneRoute('ad-platform/phone/delete', { 'phoneNumber!': phone }, (body, world) => {
		used(world, body['phoneNumber']);
		world.ledger.phones.delete(String(body['phoneNumber']));
		return EMPTY;
	}),
	phoneRoute(
		'call-redirect/list',
		{
			redirectOptions: object({
				redirectIds: listOf(id, 50),
				redirectName: named,
				redirectStatus: text(),
			}),
			poolOptions: object({ poolName: named }),
			phoneNumbers: listOf(phone),
		},
		() => json(200, { data: [{ redirectId: 1, redirectName: 'Офис', redirectStatus: 'active' }] }),
	),
];
