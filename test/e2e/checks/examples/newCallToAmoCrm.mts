import { deepEqual, equal, match } from 'node:assert/strict';
import { addCalls, pinsOf, whilePublished, type Pins } from './publish.mts';
import type { Stage } from './run.mts';

const newCaller = '79991000001';
const refusedCaller = '79991000002';

export async function newCallToAmoCrm(stage: Stage) {
	const { sandbox, run } = stage;
	const { contacts, leads, notes, refusedPhones, addContact, addLead } = stage.services.amoCrm;
	const known = addContact('8 (999) 100-00-03');
	addLead(known.id, 143);
	const open = addLead(known.id);
	const returning = addContact('+7 999 100-00-04');
	addLead(returning.id, 142);
	refusedPhones.add(`+${refusedCaller}`);

	const callers = [newCaller, refusedCaller, newCaller, '89991000003', '79991000004', null];
	const callIds: string[] = [];
	let pins: Pins = {};
	await whilePublished(stage, async (next) => {
		callIds.push(
			...addCalls(
				sandbox,
				callers.map((callerNumber) => ({ callerNumber })),
			),
		);
		const execution = await next();
		pins = pinsOf(execution, 'New Call');
		equal(execution.items('New Call').length, callers.length, 'not one poll');
		equal(execution.status, 'error');
		match(execution.error?.message ?? '', /^1 of the calls did not reach amoCRM: \d+ \(.+\)$/);
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
		[[callIds[0], callIds[2]]],
	);
	deepEqual(callIdsOf(open.id), [callIds[3]]);
	deepEqual(
		leadsOf(returning.id).map(({ id }) => callIdsOf(id)),
		[[], [callIds[4]]],
	);
	const counts = () => [contacts.length, leads.length, notes.length];
	deepEqual(counts(), [3, 5, 4]);

	refusedPhones.clear();
	await run(pins);
	deepEqual(counts(), [4, 6, 5], 'only the refused caller is added');
	await run(pins);
	deepEqual(counts(), [4, 6, 5]);
	return `contacts, leads and notes: ${counts().join(', ')}`;
}
