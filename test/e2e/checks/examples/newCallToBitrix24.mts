import { deepEqual, equal, match } from 'node:assert/strict';
import type { Execution } from '../../n8n/execution.mts';
import { hurried } from './pauses.mts';
import { addCalls, addNamedCalls, pinsOf, whilePublished, type Pins } from './publish.mts';
import type { Stage } from './run.mts';

const newCaller = '79992000001';
const refusedCaller = '79992000002';
const knownCaller = '79992000003';
const uncommentedCaller = '79992000004';
const twinCaller = '79992000005';
const unreadableCaller = '79992000006';

const isAnswered = { successful: true, duration: 60 };
const isMissed = { successful: false, duration: 0 };

/** The calls of the first poll. A call that goes wrong stands before others that must not feel it. */
const calls = {
	uncommented: { callerNumber: uncommentedCaller, ...isAnswered },
	answered: { callerNumber: newCaller, ...isAnswered },
	refused: { callerNumber: refusedCaller, ...isAnswered },
	missed: { callerNumber: newCaller, ...isMissed },
	unreadable: { callerNumber: knownCaller, ...isAnswered },
	unreadableOfNew: { callerNumber: unreadableCaller, ...isAnswered },
	later: { callerNumber: knownCaller, ...isAnswered },
	twin: { callerNumber: twinCaller, ...isMissed },
	hidden: { callerNumber: null, ...isAnswered },
};

/** More than the bucket of Bitrix24 takes at once, whatever the requests for a call. */
const backlog = 30;

export async function newCallToBitrix24(stage: Stage) {
	const { bucket } = stage.services.bitrix24;
	const usual = bucket.perSecond;
	const times = 5;
	bucket.perSecond = times * usual;
	const told = await writeCalls(await hurried(stage, times));
	bucket.perSecond = usual;
	return told;
}

async function writeCalls(stage: Stage) {
	const { sandbox, run } = stage;
	const { contacts, deals, comments, refusedPhones, refusedOwners } = stage.services.bitrix24;
	const { addContact, addDeal, commentsOf } = stage.services.bitrix24;
	const counts = () => [contacts.length, deals.length, comments.length];
	const madeSince = (before: number[]) => counts().map((count, at) => count - (before[at] ?? 0));
	const before = counts();
	const known = addContact('89992000003');
	const base = { contactId: known.id, title: 'Before', originId: '' };
	addDeal({ ...base, stageId: 'WON', closed: 'Y' });
	const open = addDeal({ ...base, stageId: 'EXECUTING', closed: 'N' });
	const uncommented = addContact(`+${uncommentedCaller}`);
	const closedToUs = addDeal({ ...base, contactId: uncommented.id, stageId: 'NEW', closed: 'N' });
	addContact(`+${twinCaller}`);
	const ofTwin = addDeal({
		...base,
		contactId: addContact(twinCaller).id,
		stageId: 'NEW',
		closed: 'N',
	});
	refusedPhones.add(`+${refusedCaller}`);
	refusedOwners.add(closedToUs.id);

	let ids = {} as Record<keyof typeof calls, string>;
	const pinned: Pins[string] = [];
	await whilePublished(stage, async (next) => {
		const failedIn = (execution: Execution) => {
			pinned.push(...(pinsOf(execution, 'New Call')['New Call'] ?? []));
			equal(execution.status, 'error');
			const message = execution.error?.message ?? '';
			const failed = [...message.matchAll(/(\d+) \(/g)].map(([, callId]) => callId);
			match(message, new RegExp(`^${failed.length} of the calls .+ Bitrix24: \\d+ \\(.+\\)$`));
			return failed;
		};
		ids = addNamedCalls(sandbox, calls);
		const unreadable = [ids.unreadable, ids.unreadableOfNew];
		sandbox.configure({
			faults: unreadable.map((callId) => ({ kind: '403', path: `/calls/${callId}/download` })),
		});
		const execution = await next();
		equal(execution.items('New Call').length, Object.keys(calls).length, 'not one poll');
		deepEqual(failedIn(execution), [ids.uncommented, ...unreadable, ids.refused]);
		sandbox.configure({ faults: [] });

		// Nothing to gather but this one: no recording, and no other failure.
		const alone = addCalls(sandbox, [{ ...calls.uncommented, ...isMissed }]);
		deepEqual(failedIn(await next()), alone);
	});
	const added = contacts.filter(({ phones }) => phones.includes(`+${newCaller}`));
	equal(added.length, 1, 'contacts for two calls of a new caller');
	const [deal, ...more] = deals.filter(({ contactId }) => contactId === added[0]?.id);
	deepEqual(more, []);
	equal(deal?.originId, ids.answered);
	const commentsOfDeal = (dealId = 0) =>
		commentsOf('deal', dealId)
			.map(({ text, files }) => ({
				callId: /Call ID (\d+)$/.exec(text)?.[1] ?? '',
				files: files.map(({ content }) => content.toString('base64')),
			}))
			.sort((a, b) => a.callId.localeCompare(b.callId));
	const withRecording = (callId: string) => ({
		callId,
		files: [sandbox.recording(callId).toString('base64')],
	});
	const wanted = [withRecording(ids.answered), { callId: ids.missed, files: [] }];
	deepEqual(
		commentsOfDeal(deal?.id),
		wanted.sort((a, b) => a.callId.localeCompare(b.callId)),
	);
	deepEqual(commentsOfDeal(open.id), [withRecording(ids.later)]);
	deepEqual(commentsOfDeal(closedToUs.id), []);
	deepEqual(commentsOfDeal(ofTwin.id), [{ callId: ids.twin, files: [] }]);

	refusedPhones.clear();
	refusedOwners.clear();
	const ofUnreadable = deals.find(({ originId }) => originId === ids.unreadableOfNew);
	for (const one of [deal, ofUnreadable, ofTwin]) Object.assign(one ?? {}, { closed: 'Y' });
	await run({ 'New Call': pinned });
	const made = madeSince(before);
	deepEqual(made, [7, 7, 9], 'what was written is written again when its deal is closed');
	deepEqual(commentsOfDeal(ofUnreadable?.id), [withRecording(ids.unreadableOfNew)]);

	const beforeBacklog = counts();
	const newCallers = Array.from({ length: backlog }, (_, at) => ({
		json: {
			...pinned[0]?.json,
			...isMissed,
			callId: 9_000_000 + at,
			callerNumber: String(79_992_100_000 + at),
		},
	}));
	await run({ 'New Call': newCallers });
	deepEqual(madeSince(beforeBacklog), [backlog, backlog, backlog]);
	return `${made.join(', ')} contacts, deals and comments`;
}
