import type { ApiRequest, Route, World } from '../server/api.mts';
import {
	complaints,
	entriesUnder,
	entryFrom,
	refuseFor,
	type Complaint,
	type Entry,
} from './bodies.mts';
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
import { refused } from './refusals.mts';
import { storedRequest } from './stored-request.mts';
import { json, type Reply } from '../server/reply.mts';
import { parseBodyTime } from '../data/stored.mts';

const checkFields = entryCheck({
	'requestNumber!': text(100),
	'requestDate!?': bodyTime,
	subject: text(100),
	requestUrl: text(1000),
	sessionId: text(100),
	phoneNumber: phone,
	email: text(),
	fio: text(100),
	manager: text(),
	comment,
	addTags: tags,
	customSources,
	customFields,
});

function check(entry: Entry): Complaint[] {
	const { phoneNumber, email, fio } = entry;
	const hasContact = [phoneNumber, email, fio].some(Boolean);
	const missing: Complaint = { message: 'Нужен телефон, email или ФИО', onlyStrict: true };
	return [...checkFields(entry), ...(hasContact ? [] : [missing])];
}

/** Takes requests; one whose number is known already is turned down inside the 200. */
function create(request: ApiRequest, { settings, ledger }: World): Reply {
	const { siteId } = request;
	const entries = entriesUnder(settings, entryFrom(request), 'requests');
	refuseFor(settings, complaints('requests', entries, check));
	const requests = entries.map((entry) => {
		const requestNumber = String(entry['requestNumber']);
		const known = ledger.requests.some(
			(one) => one.siteId === siteId && one.record['requestNumber'] === requestNumber,
		);
		if (known) {
			return { requestNumber, ...refused(settings, 'imported', 'Заявка уже существует') };
		}
		const requestId = ledger.addRequest(settings, {
			siteId,
			timestamp: parseBodyTime(entry['requestDate'], settings.timezone),
			fields: storedRequest({
				...entry,
				comment: (entry['comment'] as Entry | undefined)?.['text'],
				tags: (entry['addTags'] as Entry[] | undefined)?.map(({ tag }) => String(tag)),
			}),
		});
		return { requestNumber, imported: true, requestId };
	});
	return json(200, { data: { requests } });
}

/** Requests of a CRM. */
export const requestWrites: Route = {
	method: 'POST',
	path: '/lead-service/v1/api/request/create',
	auth: 'header',
	answer: create,
};
