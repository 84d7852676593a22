import type { ApiRequest, Route, World } from '../server/api.mts';
import { complaints, entriesUnder, entryFrom, violations, type Entry } from './bodies.mts';
import {
	bodyTime,
	comment,
	customFields,
	customSources,
	entryCheck,
	phone,
	tags,
	text,
} from './checks.mts';
import { errorShapes, json, type Reply } from '../server/reply.mts';
import { parseBodyTime } from '../data/stored.mts';

const checkFields = entryCheck({
	'requestNumber!': text(100),
	'requestDate!': bodyTime,
	subject: text(100),
	requestUrl: text(1000),
	sessionId: text(),
	phoneNumber: phone,
	email: text(),
	fio: text(100),
	manager: text(),
	comment,
	addTags: tags,
	customSources,
	customFields,
});

function check(entry: Entry): string[] {
	const { phoneNumber, email, fio } = entry;
	const missing = (phoneNumber ?? email ?? fio) ? [] : ['Нужен телефон, email или ФИО'];
	return [...checkFields(entry), ...missing];
}

/** Keys of the journal out of what was sent. */
function fieldsOf(entry: Entry): Entry {
	const tagNames = (entry['addTags'] as Array<{ tag: string }> | undefined)?.map(({ tag }) => tag);
	return {
		requestNumber: entry['requestNumber'],
		subject: entry['subject'] ?? null,
		requestUrl: entry['requestUrl'] ?? null,
		manager: entry['manager'] ?? null,
		session: null,
		client: {
			clientId: 77_000,
			fio: entry['fio'] ?? null,
			phones: entry['phoneNumber']
				? [{ phoneNumber: entry['phoneNumber'], phoneType: 'MOBILE' }]
				: [],
			contacts: entry['email'] ? [{ contactType: 'EMAIL', contactValue: entry['email'] }] : [],
		},
		RequestTags: tagNames ? [{ category: '', type: 'WEB-API', names: tagNames }] : [],
		customFields: entry['customFields'] ?? null,
	};
}

/** Takes requests; one whose number is known already is turned down inside the 200. */
function create(request: ApiRequest, { settings, ledger }: World): Reply {
	const entries = entriesUnder(entryFrom(request), 'requests');
	const found = complaints('requests', entries, check);
	if (found.length > 0) throw violations(...found);
	const requests = entries.map((entry) => {
		const { requestNumber } = entry;
		const known = ledger.requests.some(
			({ siteId, record }) =>
				siteId === request.siteId && record['requestNumber'] === requestNumber,
		);
		if (known) return { requestNumber, imported: false, errorMessage: 'Заявка уже существует' };
		const timestamp = parseBodyTime(entry['requestDate'], settings.timezone) ?? 0;
		const requestId = ledger.addRequest(settings, {
			siteId: request.siteId,
			timestamp,
			fields: fieldsOf(entry),
		});
		return { requestNumber, imported: true, requestId };
	});
	return json(200, { data: { requests } });
}

const FORM_FIELDS = [
	'fio',
	'phoneNumber',
	'email',
	'subject',
	'requestNumber',
	'requestDate',
	'comment',
	'sessionId',
	'requestUrl',
	'tags',
	'targetRequest',
];

/** The form of a site: a form body, no token. */
function register(request: ApiRequest, { settings, ledger, book }: World): Reply {
	const { siteId, headers, query } = request;
	const isForm = String(headers['content-type']).startsWith('application/x-www-form-urlencoded');
	const form = Object.fromEntries(new URLSearchParams(isForm ? request.body.toString() : ''));
	const refuse = (message: string) => json(500, errorShapes.B(message));
	if (!book.siteOf(siteId)) return refuse('Сайт не найден');
	if (Object.keys(query).length > 0 || headers['access-token']) return refuse('Токен не требуется');
	const unknown = Object.keys(form).filter((key) => !FORM_FIELDS.includes(key));
	if (unknown.length > 0) return refuse(`Неизвестные поля ${unknown.join(', ')}`);
	const { fio, phoneNumber, email, subject = '', requestDate } = form;
	if (!(fio || phoneNumber || email) || subject.length > 256) {
		return json(400, errorShapes.A('Нужен телефон, email или ФИО'));
	}
	const sent =
		requestDate === undefined ? undefined : parseBodyTime(requestDate, settings.timezone);
	const timestamp = sent ?? Math.floor(Date.now() / 1000);
	const requestId = ledger.addRequest(settings, { siteId, timestamp, fields: fieldsOf(form) });
	const record = ledger.requests.at(-1)?.record ?? {};
	return json(200, { requestId, dateStr: record['dateStr'] });
}

/** Requests that are written. */
export const requestWrites: Route[] = [
	{
		method: 'POST',
		path: '/lead-service/v1/api/request/create',
		auth: 'header',
		answer: create,
	},
	{
		method: 'POST',
		path: '/calls-service/RestAPI/requests/{siteId}/register',
		auth: 'none',
		answer: register,
	},
];
