import { equal, match } from 'node:assert/strict';
import type { Editor } from './editor.mts';
import type { Look } from './look.mts';
import { inWindow } from './places.mts';

/** A window in which the steps cover nothing, in pixels. */
const high = { height: 1040 };

/** Opens both triggers as a person does who begins a workflow with them. */
export async function lookAtTriggers(look: Look, editor: Editor) {
	await look('the trigger shows the newest call as a test', async () => {
		await editor.newWorkflow();
		await editor.addTrigger('Calltouch', 'On new call');
		await editor.executeWell();
		equal((await editor.table()).length, 1);
		await editor.showSchema();
		await editor.picture('trigger', editor.part('ndv'));
		await editor.closeNode();
	});

	await look('the webhook trigger says what to do in Calltouch', async () => {
		await editor.newWorkflow();
		await editor.addTrigger('Calltouch Webhook', 'On call ended');
		await editor.unfold('Webhook URLs');
		await editor.unfold('Production URL');
		await editor.unfold('When will this node trigger my flow?');
		await inWindow(editor.page, high, async () => {
			await editor.picture('webhook-trigger', editor.part('ndv'));
		});
		match(await editor.part('ndv').innerText(), /Let Calltouch call this workflow/);
		await editor.closeNode();
	});
}
