import { deepEqual, equal, match } from 'node:assert/strict';
import { addCalls, pinsOf, whilePublished, type Pins } from './publish.mts';
import type { Stage } from './run.mts';

const newCaller = '79992000001';
const refusedCaller = '79992000002';

export async function newCallToBitrix24(stage: Stage) {
	const { sandbox, run } = stage;
	const { contacts, deals, comments, refusedPhones, addContact, addDeal } = stage.services.bitrix24;
	const known = addContact('89992000003');
	const base = { contactId: known.id, title: 'Before', originId: '' };
	addDeal({ ...base, stageId: 'WON', closed: 'Y' });
	const open = addDeal({ ...base, stageId: 'EXECUTING', closed: 'N' });
	refusedPhones.add(`+${refusedCaller}`);

	const callIds: string[] = [];
	let pins: Pins = {};
	await whilePublished(stage, async (next) => {
		const isAnswered = { successful: true, duration: 60 };
		const isMissed = { successful: false, duration: 0 };
		const calls = [
			{ callerNumber: newCaller, ...isAnswered },
			{ callerNumber: refusedCaller, ...isAnswered },
			{ callerNumber: newCaller, ...isMissed },
			{ callerNumber: '79992000003', ...isAnswered },
			{ callerNumber: null, ...isAnswered },
		];
		callIds.push(...addCalls(sandbox, calls));
		const execution = await next();
		pins = pinsOf(execution, 'New Call');
		equal(execution.items('New Call').length, calls.length, 'not one poll');
		equal(execution.status, 'error');
		match(execution.error?.message ?? '', /^1 of the calls .+ Bitrix24: \d+ \(.+\)$/);
	});
	const [answered = '', , missed = '', later = ''] = callIds;
	const added = contacts.filter(({ phones }) => phones.includes(`+${newCaller}`));
	equal(added.length, 1, 'contacts for two calls of a new caller');
	const [deal, ...more] = deals.filter(({ contactId }) => contactId === added[0]?.id);
	deepEqual(more, []);
	equal(deal?.originId, answered);
	const commentsOf = (dealId: number | undefined) =>
		comments
			.filter((comment) => comment.dealId === dealId)
			.map(({ text, files }) => ({
				callId: /Call ID (\d+)$/.exec(text)?.[1] ?? '',
				files: files.map(({ content }) => content.toString('base64')),
			}))
			.sort((a, b) => a.callId.localeCompare(b.callId));
	const withRecording = (callId: string) => ({
		callId,
		files: [sandbox.recording(callId).toString('base64')],
	});
	const wanted = [withRecording(answered), { callId: missed, files: [] }];
	deepEqual(
		commentsOf(deal?.id),
		wanted.sort((a, b) => a.callId.localeCompare(b.callId)),
	);
	deepEqual(commentsOf(open.id), [withRecording(later)]);

	refusedPhones.clear();
	await run(pins);
	deepEqual([contacts.length, deals.length, comments.length], [3, 4, 4]);
	return `${contacts.length} contacts, ${deals.length} deals, ${comments.length} comments`;
}
