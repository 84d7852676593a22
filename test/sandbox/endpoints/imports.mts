import type { ApiRequest, Route, World } from '../server/api.mts';
import { complaints, entriesUnder, entryFrom, violations } from './bodies.mts';
import { comment, customSources, entryCheck, oneOf, phone, tags, text, whole } from './checks.mts';
import { json, type Reply } from '../server/reply.mts';
import { parseImportTime } from '../data/stored.mts';

const checkCall = entryCheck({
	'referenceId!': text(100),
	sipCallId: text(45),
	'clientPhoneNumber!': phone,
	'callCenterPhoneNumber!': phone,
	'callStartTime!': (value, name) =>
		parseImportTime(value, 'UTC') === undefined
			? [`Поле ${name} должно иметь вид yyyy-mm-dd hh:mm:ss`]
			: [],
	'duration!': whole(0),
	waitingTime: whole(0),
	'status!': oneOf('successful', 'unsuccessful'),
	recordUrl: text(),
	comment,
	addTags: tags,
	customSources,
});

/** Takes calls into the journal; a reference that was used once is refused for ever. */
function importCalls(request: ApiRequest, { settings, ledger, addCall }: World): Reply {
	const calls = entriesUnder(entryFrom(request), 'calls');
	const found = complaints('calls', calls, checkCall);
	const used = new Set(ledger.references);
	calls.forEach(({ referenceId }, at) => {
		const reference = String(referenceId);
		if (used.has(reference)) found.push(`calls[${at}]: referenceId ${reference} уже использован`);
		used.add(reference);
	});
	if (found.length > 0) throw violations(...found);
	for (const call of calls) {
		ledger.references.add(String(call['referenceId']));
		addCall({
			siteId: request.siteId,
			timestamp: parseImportTime(call['callStartTime'], settings.timezone),
			fields: {
				callerNumber: call['clientPhoneNumber'],
				phoneNumber: call['callCenterPhoneNumber'],
				callReferenceId: call['referenceId'],
				duration: call['duration'],
				successful: call['status'] === 'successful',
			},
		});
	}
	return json(200, { data: { logId: 1000 + ledger.references.size } });
}

/** Calls of other platforms. */
export const imports: Route = {
	method: 'POST',
	path: '/lead-service/v1/api/call/import',
	auth: 'header',
	answer: importCalls,
};
