import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { Sandbox } from '../../sandbox/sandbox.mts';
import type { Editor } from './editor.mts';
import type { Look } from './look.mts';

const actions = [
	'Get a call',
	'Get many calls',
	'Summarize calls',
	'Download a recording',
	'Get statistics',
];

/** Builds workflows with the Calltouch node as a person does. */
export async function lookAtNodes(look: Look, editor: Editor, { settings }: Sandbox) {
	const { page } = editor;

	await look('Calltouch is in the node panel, with every action', async () => {
		await editor.newWorkflow();
		const names = await editor.showActions();
		for (const action of actions) await names.filter({ hasText: action }).waitFor();
		// Room for all actions in the picture.
		await editor.part('node-creator-category-item').filter({ hasText: 'Triggers' }).click();
		await editor.picture('node-panel', ['light', 'dark'], editor.part('canvas-plus-button'));
		return actions.join(', ');
	});

	await look('Statistics come as a table', async () => {
		await editor.newWorkflow();
		await editor.addAction('Get statistics');
		await editor.choose('breakdown', 'Calls by Date');
		await editor.choose('period', 'Last Days');
		await editor.executeWell();
		const rows = await editor.table();
		equal(rows.length, 7);
		for (const [date = '', calls] of rows) {
			match(date, /^\d\d\/\d\d\/\d{4}$/);
			equal(calls, String(settings.callsPerDay));
		}
		await editor.picture('statistics-table');
	});

	await look('a wrong date stops with a readable error in the panel', async () => {
		await editor.choose('period', 'Date Range');
		await editor.typeExpression('dateFrom', '31.02.2026');
		await editor.typeDate('dateTo', '2026-03-31');
		const output = await editor.execute();
		const error = editor.part('node-error-message', output);
		await error.waitFor();
		await editor.picture('wrong-date');
		match(await error.innerText(), /Date From/);
		match(await output.innerText(), /31\.02\.2026/);
		return (await output.innerText()).replace(/\s+/g, ' ').slice(0, 300);
	});

	await look('calls come as a table', async () => {
		await editor.newWorkflow();
		await editor.addAction('Get many calls');
		await editor.executeWell();
		const rows = await editor.table();
		equal(rows.length, settings.callsPerDay);
		await widenOutput(editor);
		await editor.picture('calls-table', ['light', 'dark'], editor.part('tab-params'));
		await editor.closeNode();
	});

	await look('a field is dragged into the next node', async () => {
		await editor.nextNode();
		await editor.addAction('Download a recording');
		const field = editor.part('ndv-input-panel').getByText('callId', { exact: true }).first();
		const target = editor.part('parameter-input-callId');
		await editor.drag(field, target);
		await page.waitForTimeout(300);
		match(await target.innerText(), /\{\{ \$json\.callId \}\}/);
		await editor.picture('drag-field');
	});

	await look('a recording plays in the output panel', async () => {
		await editor.choose('ifMissing', 'Continue');
		const output = await editor.executeWell();
		await editor.part('radio-button-binary', output).click();
		await editor.part('ndv-view-binary-data', output).first().click();
		const audio = output.locator('audio');
		await audio.waitFor();
		await page.evaluate('document.querySelector("audio").play()');
		await page.waitForTimeout(1500);
		await editor.picture('recording-player', ['light', 'dark']);
		const [duration = 0, currentTime = 0] = await page.evaluate<number[]>(
			'["duration", "currentTime"].map((key) => document.querySelector("audio")[key])',
		);
		ok(duration > 10 && currentTime > 1, `${currentTime} of ${duration} s`);
		await editor.closeNode();
		return `${currentTime.toFixed(1)} of ${duration.toFixed(1)} s`;
	});

	await look('no error of the page itself', () => deepEqual(editor.errors, []));
}

/** Moves the parameters to the left, which gives their room to the output. */
async function widenOutput(editor: Editor): Promise<void> {
	const { mouse } = editor.page;
	const box = await editor.part('panel-drag-button').boundingBox();
	if (!box) return;
	await mouse.move(box.x + box.width / 2, box.y + box.height / 2);
	await mouse.down();
	await mouse.move(box.x - 350, box.y + 5, { steps: 10 });
	await mouse.up();
}
