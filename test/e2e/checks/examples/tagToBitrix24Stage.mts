import { deepEqual, equal } from 'node:assert/strict';
import type { Stage } from './run.mts';
import { pinsOf, whilePublished } from './publish.mts';

const tags = (...names: string[]) => [{ category: 'manual', type: 'MANUAL', names }];

export async function tagToBitrix24Stage(stage: Stage) {
	const { sandbox, run } = stage;
	const { deals, addContact, addDeal } = stage.services.bitrix24;
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

		newest.stageId = 'WON';
		await run(pinsOf(tagged, 'Call Changed'));
	});
	deepEqual(stages(), ['EXECUTING', 'WON'], 'a deal that was moved on goes back');
	return 'NEW to PREPARATION';
}
