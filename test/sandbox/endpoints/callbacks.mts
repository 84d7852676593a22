import type { ApiRequest, Route, World } from '../server/api.mts';
import { entryFrom } from './bodies.mts';
import { bodyTime, entryCheck, listOf, object, text } from './checks.mts';
import { Refusal, errorShapes, json, type Reply } from '../server/reply.mts';

/** The key of the one active widget. */
const ROUTE_KEY = 'myKey';

const checkBody = entryCheck({
	'routeKey!': text(),
	'phone!': text(),
	fields: listOf(object({ 'name!': text(), 'value!': text(), type: text() }), 5),
	sessionId: text(),
	scheduleTime: bodyTime,
	utmSource: text(),
	utmMedium: text(),
	utmCampaign: text(),
	utmContent: text(),
	utmTerm: text(),
	callUrl: text(),
	tags: listOf(text(), 10),
});

function refusal(code: string, message: string): Refusal {
	return new Refusal(json(400, errorShapes.C(message, code)));
}

/** The phone is looked at first, then the widget, then the rest. */
function create(request: ApiRequest, { ledger }: World): Reply {
	const body = entryFrom(request);
	const phone = String(body['phone']);
	if (!/^\d{10,15}$/.test(phone)) throw refusal('10013', 'Неверный номер телефона');
	if (body['routeKey'] !== ROUTE_KEY) {
		throw refusal('10003', 'Нет активного виджета с таким ключом');
	}
	const [complaint] = checkBody(body);
	if (complaint !== undefined) throw refusal('10007', complaint);
	if (ledger.callbacks.has(phone)) {
		throw refusal(
			'10007',
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
	answer: create,
};
