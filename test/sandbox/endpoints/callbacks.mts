import type { ApiRequest, Route, World } from '../server/api.mts';
import { counting, entryFrom } from './bodies.mts';
import { entryCheck, listOf, object, scheduleTime, text, whole } from './checks.mts';
import { Refusal, errorShapes, json, type Reply } from '../server/reply.mts';

/** The key of the one active widget. */
const ROUTE_KEY = 'myKey';

const checkBody = entryCheck({
	'routeKey!': text(),
	'phone!': text(),
	fields: listOf(object({ 'name!': text(), 'value!': text(), type: text() }), 5),
	sessionId: text(),
	scheduleTime,
	unitId: whole(0),
	utmSource: text(),
	utmMedium: text(),
	utmCampaign: text(),
	utmContent: text(),
	utmTerm: text(),
	callUrl: text(),
	tags: listOf(text(), 10),
});

function refusal(code: number, message: string): Refusal {
	return new Refusal(json(400, errorShapes.C(message, code)));
}

/** The phone is looked at first, then the widget, then the rest. */
function create(request: ApiRequest, { settings, ledger }: World): Reply {
	const body = entryFrom(request);
	const phone = String(body['phone']);
	if (!/^\d{10,15}$/.test(phone)) throw refusal(10_013, 'Неверный номер телефона');
	if (body['routeKey'] !== ROUTE_KEY) {
		throw refusal(10_003, 'Нет активного виджета с таким ключом');
	}
	const [complaint] = counting(settings, checkBody(body));
	if (complaint !== undefined) throw refusal(10_007, complaint);
	if (ledger.callbacks.has(phone)) {
		throw refusal(
			10_007,
			'Превышен лимит минимального интервала между отправкой заявок по номеру телефона',
		);
	}
	ledger.callbacks.add(phone);
	return json(200, { data: { widgetRequestId: 242_839_777 + ledger.callbacks.size } });
}

/** Calls back to a client. */
export const callbacks: Route = {
	method: 'POST',
	path: '/widget-service/v1/api/widget-request/user-form/create',
	auth: 'header',
	siteIsOptional: true,
	answer: create,
};
