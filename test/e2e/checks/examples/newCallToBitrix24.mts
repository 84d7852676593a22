import { deepEqual, equal, match } from 'node:assert/strict';
import type { Execution } from '../../n8n/execution.mts';
import { addCalls, addNamedCalls, pinsOf, whilePublished, type Pins } from './publish.mts';
import type { Stage } from './run.mts';

const newCaller = '79992000001';
const refusedCaller = '79992000002';
const knownCaller = '79992000003';
const uncommentedCaller = '79992000004';

const isAnswered = { successful: true, duration: 60 };
const isMissed = { successful: false, duration: 0 };

/** The calls of the first poll. A call that goes wrong stands before others that must not feel it. */
const calls = {
	uncommented: { callerNumber: uncommentedCaller, ...isAnswered },
	answered: { callerNumber: newCaller, ...isAnswered },
	refused: { callerNumber: refusedCaller, ...isAnswered },
	missed: { callerNumber: newCaller, ...isMissed },
	unreadable: { callerNumber: knownCaller, ...isAnswered },
	later: { callerNumber: knownCaller, ...isAnswered },
	hidden: { callerNumber: null, ...isAnswered },
};

export async function newCallToBitrix24(stage: Stage) {
	const { sandbox, run } = stage;
	const { contacts, deals, comments, refusedPhones, refusedOwners } = stage.services.bitrix24;
	const { addContact, addDeal, commentsOf } = stage.services.bitrix24;
	const counts = () => [contacts.length, deals.length, comments.length];
	const before = counts();
	const known = addContact('89992000003');
	const base = { contactId: known.id, title: 'Before', originId: '' };
	addDeal({ ...base, stageId: 'WON', closed: 'Y' });
	const open = addDeal({ ...base, stageId: 'EXECUTING', closed: 'N' });
	const uncommented = addContact(`+${uncommentedCaller}`);
	const closedToUs = addDeal({ ...base, contactId: uncommented.id, stageId: 'NEW', closed: 'N' });
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
		sandbox.configure({ faults: [{ kind: '403', path: `/calls/${ids.unreadable}/download` }] });
		const execution = await next();
		equal(execution.items('New Call').length, Object.keys(calls).length, 'not one poll');
		deepEqual(failedIn(execution), [ids.uncommented, ids.unreadable, ids.refused]);
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

	refusedPhones.clear();
	refusedOwners.clear();
	await run({ 'New Call': pinned });
	const made = counts().map((count, at) => count - (before[at] ?? 0));
	deepEqual(made, [4, 5, 7]);
	return `${made.join(', ')} contacts, deals and comments`;
}
