import type { ApiRequest, Route, World } from '../server/api.mts';
import { complaints, entriesUnder, entryFrom, refuseFor } from './bodies.mts';
import {
	comment,
	customSources,
	entryCheck,
	importTime,
	oneOf,
	phone,
	tags,
	text,
	whole,
} from './checks.mts';
import { json, type Reply } from '../server/reply.mts';
import { parseImportTime, phoneDigits } from '../data/stored.mts';

const checkCall = entryCheck({
	'referenceId!': text(100),
	sipCallId: text(45),
	'clientPhoneNumber!': phone,
	'callCenterPhoneNumber!': phone,
	'callStartTime!': importTime,
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
	const calls = entriesUnder(settings, entryFrom(request), 'calls');
	const found = complaints('calls', calls, checkCall);
	const used = new Set(ledger.references);
	calls.forEach(({ referenceId }, at) => {
		const reference = String(referenceId);
		if (used.has(reference)) {
			found.push({ message: `calls[${at}]: referenceId ${reference} уже использован` });
		}
		used.add(reference);
	});
	refuseFor(settings, found);
	for (const call of calls) {
		ledger.references.add(String(call['referenceId']));
		addCall({
			siteId: request.siteId,
			timestamp: parseImportTime(call['callStartTime'], settings.timezone),
			fields: {
				callerNumber: phoneDigits(call['clientPhoneNumber']),
				phoneNumber: phoneDigits(call['callCenterPhoneNumber']),
				callReferenceId: String(call['referenceId']),
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
