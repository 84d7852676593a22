import { equal, match, ok } from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { INodeType } from 'n8n-workflow';
import { projectRoot } from '../paths.mts';
import type { Sandbox } from '../../sandbox/sandbox.mts';
import type { Editor } from './editor.mts';
import type { Look } from './look.mts';
import { inWindow } from './places.mts';

const built = join(projectRoot, 'dist/nodes/Calltouch/Calltouch.node.js');
const { Calltouch } = createRequire(import.meta.url)(built) as { Calltouch: new () => INodeType };

/** How far the form moves to the left, and the window in which a table then shows all columns, in pixels. */
const widening = 520;
const wide = { width: 2060 };
/** A window in which every action is seen, in pixels. */
const longList = { height: 2060 };

/** Builds workflows with the Calltouch node as a person does. */
export async function lookAtNodes(look: Look, editor: Editor, { settings }: Sandbox) {
	const { page } = editor;

	await look('Calltouch is in the node panel, with every action', async () => {
		await editor.newWorkflow();
		await editor.showActions();
		const actions = actionsOf(new Calltouch());
		for (const action of actions) await editor.listedNode(action).waitFor();
		await inWindow(page, longList, async () => {
			await editor.picture('node-panel', editor.part('node-creator'));
		});
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
		await editor.picture('statistics-table', editor.part('ndv'));
	});

	await look('a wrong date stops with a readable error in the panel', async () => {
		await editor.choose('period', 'Date Range');
		await editor.typeExpression('dateTo', '31.03.2026');
		await editor.typeExpression('dateFrom', '31.02.2026');
		const output = await editor.execute();
		const error = editor.part('node-error-message', output);
		await error.waitFor();
		await editor.part('node-execute-button').getByText('Execute step').waitFor();
		await editor.picture('wrong-date', editor.part('ndv'));
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
		await inWindow(page, wide, async () => {
			await editor.moveParameters(-widening);
			await editor.picture('calls-table', editor.part('tab-params'), editor.part('output-panel'));
			await editor.moveParameters(widening);
		});
		await editor.closeNode();
	});

	await look('a field is dragged into the next node', async () => {
		await editor.nextNode();
		await editor.addAction('Download recording');
		const field = editor.part('ndv-input-panel').getByText('callId', { exact: true }).first();
		const target = editor.part('parameter-input-callId');
		// The call ID of the input item stands there already, as a text; a field that is dropped replaces it.
		equal(await editor.part('rlc-input', target).inputValue(), '{{ $json.callId }}');
		await editor.drag(field, target);
		const dropped = target.getByText('{{ $json.callId }}');
		await dropped.waitFor();
		equal((await target.innerText()).match(/\{\{ \$json\.callId \}\}/g)?.length, 1);
		await editor.picture('drag-field', editor.part('ndv'));
	});

	await look('a recording plays in the output panel', async () => {
		await editor.choose('ifMissing', 'Continue');
		const output = await editor.executeWell();
		await editor.part('radio-button-binary', output).click();
		await editor.part('ndv-view-binary-data', output).first().click();
		const audio = output.locator('audio');
		await audio.waitFor();
		await page.evaluate('document.querySelector("audio").play()');
		await page.waitForFunction('document.querySelector("audio").currentTime > 1');
		await editor.picture('recording-player', editor.part('ndv'));
		const [duration = 0, currentTime = 0] = await page.evaluate<number[]>(
			'["duration", "currentTime"].map((key) => document.querySelector("audio")[key])',
		);
		ok(duration > 10 && currentTime > 1, `${currentTime} of ${duration} s`);
		await editor.closeNode();
		return `${currentTime.toFixed(1)} of ${duration.toFixed(1)} s`;
	});
}

/** What the node offers to add to a workflow. */
function actionsOf({ description }: INodeType): string[] {
	const operations = description.properties.filter(({ name }) => name === 'operation');
	const options = operations.flatMap((operation) => operation.options ?? []);
	return options.flatMap((option) => ('action' in option && option.action) || []);
}
