import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { Fault } from '../../../sandbox/server/faults.mts';
import type { Execution } from '../../n8n/execution.mts';
import { addNamedCalls, pinsOf, whilePublished, type Next, type Pins } from './publish.mts';
import type { Stage } from './run.mts';

const isAnswered = { successful: true, duration: 75 };

/** The calls of one poll. A call that goes wrong stands before others that must not feel it. */
const calls = {
	refusedByBitrix24: { callerNumber: '79994000004', ...isAnswered },
	withDeal: { callerNumber: '79994000001', ...isAnswered },
	withoutRecording: { callerNumber: '79994000001', ...isAnswered },
	withoutDeal: { callerNumber: '79994000002', ...isAnswered },
	missed: { callerNumber: '79994000001', successful: false, duration: 0 },
	refusedByModel: { callerNumber: '79994000005', ...isAnswered },
	twin: { callerNumber: '79994000006', ...isAnswered },
	unknown: { callerNumber: '79994000003', ...isAnswered },
	unreadable: { callerNumber: '79994000001', ...isAnswered },
	hidden: { callerNumber: null, ...isAnswered },
};
type CallIds = Record<keyof typeof calls, string>;

export async function callSummary(stage: Stage) {
	const { sandbox, run } = stage;
	const { openAi, bitrix24 } = stage.services;
	const withDeal = bitrix24.addContact('+79994000001');
	const withoutDeal = bitrix24.addContact('89994000002');
	bitrix24.refusedOwners.add(bitrix24.addContact('+79994000004').id);
	const base = { contactId: withDeal.id, title: 'Deal', originId: '' };
	const open = bitrix24.addDeal({ ...base, stageId: 'NEW', closed: 'N' });
	bitrix24.addDeal({ ...base, stageId: 'WON', closed: 'Y' });
	bitrix24.addContact('79994000006');
	const second = bitrix24.addContact('+79994000006');
	const ofTwin = bitrix24.addDeal({ ...base, contactId: second.id, stageId: 'NEW', closed: 'N' });
	const marks = sandbox.ledger.marks.length;
	let ids = {} as CallIds;
	let pins: Pins = {};
	await whilePublished(stage, async (next) => {
		ids = addNamedCalls(sandbox, calls, 2 * isAnswered.duration);
		openAi.refusedFiles.add(`${ids.refusedByModel}_record.mp3`);
		sandbox.configure({ faults: faultsOf(ids) });
		const executions = await allCalls(next);
		pins = { 'New Call': executions.flatMap((each) => pinsOf(each, 'New Call')['New Call'] ?? []) };
		const failed = executions.flatMap(failedIn).sort();
		deepEqual(failed, [ids.refusedByBitrix24, ids.refusedByModel, ids.unreadable].sort());
		const done = executions.flatMap(({ items }) => items('One Call at a Time'));
		equal(done.length, Object.keys(calls).length, 'calls that came back to the loop');
		ok(!done.some(({ binary }) => binary), 'the loop gathers recordings');
	});
	const heardOf = (callId: string) => ({
		fileName: `${callId}_record.mp3`,
		type: 'audio/mpeg',
		bytes: sandbox.recording(callId).length,
		language: null,
	});
	deepEqual(
		openAi.heard.sort((a, b) => a.fileName.localeCompare(b.fileName)),
		[ids.refusedByBitrix24, ids.withDeal, ids.withoutDeal, ids.twin, ids.unknown, ids.hidden]
			.sort()
			.map(heardOf),
	);
	for (const { messages } of openAi.chats) {
		match(messages[0]?.content ?? '', /^Summarize this phone call/);
		match(messages[1]?.content ?? '', /^Words of \d+_record\.mp3$/);
	}
	const summaryOf = (callId: string) => `Summary: Words of ${callId}_record.mp3`;
	for (const [callId, comments] of [
		[ids.withDeal, bitrix24.commentsOf('deal', open.id)],
		[ids.twin, bitrix24.commentsOf('deal', ofTwin.id)],
		[ids.withoutDeal, bitrix24.commentsOf('contact', withoutDeal.id)],
	] as const) {
		equal(comments.length, 1);
		const [, summary, id] = comments[0]?.text.split('\n') ?? [];
		deepEqual([summary, id], [summaryOf(callId), `Call ID ${callId}`]);
	}
	const inCalltouch = sandbox.ledger.marks.slice(marks);
	equal(inCalltouch.length, 2);
	for (const callId of [ids.unknown, ids.hidden]) {
		const mark = inCalltouch.find((one) => JSON.stringify(one).includes(summaryOf(callId)));
		deepEqual(mark?.matching, [{ type: 'call', callParams: { callId: Number(callId) } }]);
	}
	await run(only(pins, [ids.withoutRecording, ids.missed, ids.unknown]));
	sandbox.configure({ faults: [] });
	return `${bitrix24.comments.length} in Bitrix24, ${inCalltouch.length} in Calltouch`;
}

/** Mostly one execution; a recording that could not be asked for lets its call come with a later poll. */
async function allCalls(next: Next): Promise<Execution[]> {
	const executions: Execution[] = [];
	for (let missing = Object.keys(calls).length; missing > 0;) {
		const execution = await next();
		missing -= execution.items('New Call').length;
		executions.push(execution);
	}
	return executions;
}

/** The IDs of the calls that an execution names as failed. */
function failedIn({ status, error }: Execution): string[] {
	if (status === 'success') return [];
	const { message = '' } = error ?? {};
	match(message, /^No summary of /);
	return [...message.matchAll(/(\d+) \(/g)].map(([, callId = '']) => callId);
}

/** Of the calls in these pins, those with such IDs. */
function only({ 'New Call': pinned = [] }: Pins, callIds: string[]): Pins {
	return { 'New Call': pinned.filter(({ json }) => callIds.includes(String(json.callId))) };
}

/** The trigger asks for each recording first, and is told that this one is there. */
function faultsOf({ withoutRecording, unreadable }: CallIds): Fault[] {
	const path = (callId: string) => `/calls/${callId}/download`;
	return [
		{ kind: 'error', status: 410, body: { message: 'Deleted' }, path: path(withoutRecording) },
		{ kind: '502', path: path(unreadable), skip: 1 },
	];
}
