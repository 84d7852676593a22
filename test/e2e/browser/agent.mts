import { equal, match } from 'node:assert/strict';
import type { Editor } from './editor.mts';
import type { Look } from './look.mts';
import { inWindow } from './places.mts';

/** A window in which the whole form of the tool is seen, in pixels. */
const high = { height: 1040 };

/** Hands the node to an AI Agent as a tool. There is no model: a person says what it would have filled in. */
export async function lookAtAgent(look: Look, editor: Editor) {
	const { page } = editor;

	await look('the node is a tool of an AI Agent', async () => {
		await editor.newWorkflow();
		await editor.part('node-creator-search-bar').fill('AI Agent');
		await editor.listedNode('AI Agent').first().click();
		await editor.part('ndv-close-button').waitFor();
		await editor.closeNode();
		const tools = page.locator('[data-handleid="inputs/ai_tool/0"]');
		await editor.part('canvas-handle-plus', tools).click();
		await editor.part('node-creator-search-bar').fill('calltouch');
		await editor.listedNode('Calltouch Tool').click();
		await editor.part('node-execute-button').waitFor();
		match(await editor.part('node-parameters').innerText(), /Tool Description/);
	});

	await look('the tool answers with what the model has filled in', async () => {
		const limit = page.locator('.parameter-item', { has: editor.part('parameter-input-limit') });
		await editor.part('from-ai-override-button', limit).click();
		await editor.part('node-execute-button').click();
		const questions = editor.part('fromAiParameters-modal');
		await questions.locator('input').fill('2');
		await questions.getByRole('button', { name: 'Execute step' }).click();
		const output = editor.part('output-panel');
		await editor.part('node-run-status-success', output).waitFor();
		const [[answer = ''] = []] = await editor.table();
		equal(answer.match(/callId/g)?.length, 2);
		await inWindow(page, high, async () => await editor.picture('agent-tool', editor.part('ndv')));
		await editor.closeNode();
	});
}
