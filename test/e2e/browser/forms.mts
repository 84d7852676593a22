import { deepEqual, equal, match } from 'node:assert/strict';
import type { Sandbox } from '../../sandbox/sandbox.mts';
import type { Editor } from './editor.mts';
import type { Look } from './look.mts';

/** Fills in forms that write to Calltouch, as a person does, and sends them. */
export async function lookAtForms(look: Look, editor: Editor, sandbox: Sandbox) {
	const { ledger } = sandbox;

	await look('tags are added to the calls of the node before', async () => {
		await editor.newWorkflow();
		await editor.addAction('Get many calls');
		await editor.type('limit', '3');
		await editor.executeWell();
		const rows = await editor.table();
		await editor.closeNode();
		await editor.nextNode();
		await editor.addAction('Add tags to lead');
		// The rule that is there finds the call of the input item.
		await editor.addPart('Add tag');
		const tag = await editor.chooseOffered('name');
		await editor.formPicture('add-tags');
		await editor.executeWell();
		equal(ledger.marks.length, rows.length);
		for (const mark of ledger.marks) match(JSON.stringify(mark), new RegExp(tag));
		await editor.closeNode();
		return `${tag} to ${rows.length} calls`;
	});

	await look('a request is created', async () => {
		await editor.newWorkflow();
		await editor.addAction('Create request');
		await editor.type('requestNumber', 'R-1001');
		await editor.type('phoneNumber', '+7 915 888-11-22');
		await editor.type('email', 'client@example.com');
		await editor.type('fio', 'Ivan Petrov');
		await editor.type('subject', 'Form on the site');
		await editor.addField('Comment');
		await editor.type('comment', 'Wants a call in the evening');
		await editor.formPicture('create-request');
		await editor.executeWell();
		const numbers = ledger.requests.map(({ record }) => record.requestNumber);
		deepEqual(numbers, ['R-1001']);
		await editor.closeNode();
	});

	await look('a deal is created for the call of its client', async () => {
		const callId = sandbox.addCall({ fields: { successful: true } });
		await editor.newWorkflow();
		await editor.addAction('Create deal');
		await editor.type('crm', 'my-crm');
		await editor.type('orderNumber', 'A-100');
		await editor.typeExpression('orderDate', '{{ $now }}');
		await editor.type('status', 'New');
		await editor.typeExpression('callId', callId);
		await editor.addPart('Add rule');
		await editor.choose('type', 'Without Source', 1);
		// The first rule has Additional Fields of its own.
		await editor.addField('Revenue', 1);
		await editor.type('revenue', '100000.50');
		await editor.formPicture('create-deal');
		await editor.executeWell();
		const numbers = ledger.deals.map(({ record }) => record.orderNumber);
		deepEqual(numbers, ['A-100']);
		await editor.closeNode();
	});
}
