import { deepEqual, equal, match } from 'node:assert/strict';
import type { Stage } from './run.mts';
import { addNamedCalls, pinsOf, whilePublished } from './publish.mts';

const tags = (...names: string[]) => [{ category: 'manual', type: 'MANUAL', names }];

export async function tagToBitrix24Stage(stage: Stage) {
	const { sandbox, run } = stage;
	const { deals, addContact, addDeal, refusedOwners, busyPhones } = stage.services.bitrix24;
	const contact = addContact('+79993000001');
	const base = { contactId: contact.id, title: 'Deal', originId: '', closed: 'N' } as const;
	const older = addDeal({ ...base, stageId: 'EXECUTING' });
	const newest = addDeal({ ...base, stageId: 'NEW' });
	const stages = () =>
		deals.filter(({ contactId }) => contactId === contact.id).map(({ stageId }) => stageId);

	await whilePublished(stage, async (next) => {
		const fields = { callerNumber: '79993000001', callTags: tags() };
		const call = sandbox.addCall({ fields });
		const appeared = await next();
		equal(appeared.status, 'success', appeared.error?.message);
		deepEqual(stages(), [older.stageId, 'NEW']);

		sandbox.updateCall(call, { fields: { ...fields, callTags: tags('other', 'qualified') } });
		const tagged = await next();
		equal(tagged.status, 'success', tagged.error?.message);
		deepEqual(tagged.items('Call Changed')[0]?.json.changedFields, ['callTags']);
		deepEqual(stages(), ['EXECUTING', 'PREPARATION']);

		const closedToUs = addContact('+79993000002');
		refusedOwners.add(addDeal({ ...base, contactId: closedToUs.id, stageId: 'NEW' }).id);
		busyPhones.add('79993000003');
		const ids = addNamedCalls(sandbox, {
			busy: { callerNumber: '79993000003', callTags: tags('qualified') },
			refused: { callerNumber: '79993000002', callTags: tags('qualified') },
		});
		const failed = await next();
		const message = failed.error?.message ?? '';
		match(message, /^2 of the tagged calls /);
		const named = [...message.matchAll(/(\d+) \(/g)].map(([, callId]) => callId);
		deepEqual(named, [ids.refused, ids.busy]);
		refusedOwners.clear();
		busyPhones.clear();

		newest.stageId = 'WON';
		await run(pinsOf(tagged, 'Call Changed'));
	});
	deepEqual(stages(), ['EXECUTING', 'WON'], 'a deal that was moved on goes back');
	return 'NEW to PREPARATION';
}
