import { deepEqual, equal, match } from 'node:assert/strict';
import type { Stage } from './run.mts';
import { yesterday } from './yesterday.mts';

export async function callSummary({ run, sandbox, services: { openAi } }: Stage) {
	const { lastDay } = sandbox.settings;
	// The days of the sandbox are full to their ends: without today, the call that is added is the newest.
	sandbox.configure({ lastDay: yesterday() });
	const callId = sandbox.addCall({ fields: { successful: true, duration: 75 } });
	const marks = sandbox.ledger.marks.length;
	await run().finally(() => sandbox.configure({ lastDay }));
	const fileName = `${callId}_record.mp3`;
	const bytes = sandbox.recording(callId).length;
	deepEqual(openAi.heard, [{ fileName, type: 'audio/mpeg', bytes, language: null }]);
	const [{ messages } = { messages: [] }, ...moreChats] = openAi.chats;
	deepEqual(moreChats, []);
	match(messages[0]?.content ?? '', /^Summarize this phone call/);
	equal(messages[1]?.content, `Words of ${fileName}`);
	const [mark, ...moreMarks] = sandbox.ledger.marks.slice(marks);
	deepEqual(moreMarks, []);
	deepEqual(mark?.matching, [{ type: 'call', callParams: { callId: Number(callId) } }]);
	const comment = JSON.stringify(mark);
	match(comment, new RegExp(`Summary: Words of ${fileName}`));
	return comment;
}
