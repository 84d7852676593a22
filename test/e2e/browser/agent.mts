import { match, ok } from 'node:assert/strict';
import type { Editor } from './editor.mts';
import type { Look } from './look.mts';

/** Hands the node to an AI Agent as a tool, as far as that goes without a model. */
export async function lookAtAgent(look: Look, editor: Editor) {
	await look('the node is a tool of an AI Agent', async () => {
		await editor.newWorkflow();
		await editor.part('node-creator-search-bar').fill('AI Agent');
		const names = editor.part('node-creator-item-name');
		await names
			.filter({ hasText: /^AI Agent$/ })
			.first()
			.click();
		await editor.part('ndv-close-button').waitFor();
		await editor.closeNode();
		const tools = editor.page.locator('[data-handleid="inputs/ai_tool/0"]');
		await editor.part('canvas-handle-plus', tools).click();
		await editor.part('node-creator-search-bar').fill('calltouch');
		await names.filter({ hasText: /^Calltouch Tool$/ }).click();
		await editor.part('node-execute-button').waitFor();
		match(await editor.part('node-parameters').innerText(), /Tool Description/);
		ok((await editor.part('from-ai-override-button').count()) > 0, 'the model can fill nothing in');
		await editor.picture('agent-tool-parameters');
		await editor.closeNode();
		await editor.page.waitForTimeout(500);
		await editor.picture('agent-tool');
	});
}
