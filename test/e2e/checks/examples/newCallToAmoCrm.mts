import { deepEqual, equal, match } from 'node:assert/strict';
import { addNamedCalls, pinsOf, whilePublished, type Pins } from './publish.mts';
import type { Stage } from './run.mts';

const newCaller = '79991000001';
const refusedCaller = '79991000002';

/** The calls of one poll. A call that goes wrong stands before others that must not feel it. */
const calls = {
	first: { callerNumber: newCaller },
	refused: { callerNumber: refusedCaller },
	second: { callerNumber: newCaller },
	known: { callerNumber: '89991000003' },
	returning: { callerNumber: '79991000004' },
	hidden: { callerNumber: null },
	contactNotFound: { callerNumber: '79991000005' },
	leadsNotFound: { callerNumber: '79991000006' },
	notesNotFound: { callerNumber: '79991000007' },
	twin: { callerNumber: '79991000008' },
};
const failing = ['refused', 'contactNotFound', 'leadsNotFound', 'notesNotFound'] as const;

export async function newCallToAmoCrm(stage: Stage) {
	const { sandbox, run } = stage;
	const { contacts, leads, notes, addContact, addLead } = stage.services.amoCrm;
	const { refusedPhones, busy } = stage.services.amoCrm;
	const known = addContact('8 (999) 100-00-03');
	addLead(known.id, 143);
	const open = addLead(known.id);
	const returning = addContact('+7 999 100-00-04');
	addLead(returning.id, 142);
	refusedPhones.add(`+${refusedCaller}`);
	const behindLeads = addLead(addContact('79991000006').id);
	const behindNotes = addLead(addContact('79991000007').id);
	addContact('+79991000008');
	const ofTwin = addLead(addContact('+79991000008').id);
	for (const one of ['9991000005', `${behindLeads.id}`, `${behindNotes.id}/notes`]) busy.add(one);
	const before = [contacts.length, leads.length, notes.length];
	const made = () =>
		[contacts.length, leads.length, notes.length].map((count, at) => count - (before[at] ?? 0));

	let ids = {} as Record<keyof typeof calls, string>;
	let pins: Pins = {};
	await whilePublished(stage, async (next) => {
		ids = addNamedCalls(sandbox, calls);
		const execution = await next();
		pins = pinsOf(execution, 'New Call');
		equal(execution.items('New Call').length, Object.keys(calls).length, 'not one poll');
		equal(execution.status, 'error');
		const message = execution.error?.message ?? '';
		match(message, /^4 of the calls did not reach amoCRM: \d+ \(.+\)$/);
		const failed = [...message.matchAll(/(\d+) \(/g)].map(([, callId]) => callId);
		deepEqual(
			failed,
			failing.map((name) => ids[name]),
		);
	});
	const callIdsOf = (leadId: number | undefined) =>
		notes
			.filter((note) => note.leadId === leadId)
			.map(({ text }) => /Call ID (\d+)$/.exec(text)?.[1]);
	const added = contacts.filter(({ phones }) => phones.includes(`+${newCaller}`));
	equal(added.length, 1, 'contacts for two calls of a new caller');
	const leadsOf = (contactId: number | undefined) =>
		leads.filter((lead) => lead.contactId === contactId);
	deepEqual(
		leadsOf(added[0]?.id).map(({ id }) => callIdsOf(id)),
		[[ids.first, ids.second]],
	);
	deepEqual(callIdsOf(open.id), [ids.known]);
	deepEqual(
		leadsOf(returning.id).map(({ id }) => callIdsOf(id)),
		[[], [ids.returning]],
	);
	deepEqual(callIdsOf(ofTwin.id), [ids.twin], 'the lead of the second contact with this phone');
	deepEqual(made(), [1, 2, 5]);

	for (const lead of leads.filter(({ id }) => callIdsOf(id).length > 0)) lead.status_id = 143;

	refusedPhones.clear();
	busy.clear();
	await run(pins);
	deepEqual(made(), [3, 4, 9], 'only what was refused is added, whatever was closed meanwhile');
	deepEqual(callIdsOf(behindLeads.id), [ids.leadsNotFound]);
	deepEqual(callIdsOf(behindNotes.id), [ids.notesNotFound]);
	await run(pins);
	deepEqual(made(), [3, 4, 9]);
	return `contacts, leads and notes: ${made().join(', ')}`;
}
