import { deepEqual, equal, ok } from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { examplesFolder } from '../bench.mts';
import type { Client } from '../n8n/client.mts';
import {
	calltouchType,
	credentialType,
	type Workflow,
	type WorkflowNode,
} from '../n8n/workflow.mts';
import type { Report } from '../report.mts';

/** Runs every example that was imported when n8n was prepared. */
export async function checkExamples(report: Report, client: Client) {
	const files = (await readdir(examplesFolder)).filter((file) => file.endsWith('.json'));
	await report.check('there are examples', () => ok(files.length > 0));
	const imported = await client.workflows();
	for (const file of files) {
		await report.check(`${file} is imported and runs`, async () => {
			const { name } = JSON.parse(await readFile(join(examplesFolder, file), 'utf8')) as Workflow;
			const found = imported.filter((workflow) => workflow.name === name);
			equal(found.length, 1, 'n8n did not import it, or two examples have the same name');
			const workflow = await client.workflow(found[0]?.id ?? '');
			const strangers = workflow.nodes.filter(needsOutside);
			const standIns = Object.fromEntries(
				strangers.map(({ name: node }) => [node, [{ json: {} }]]),
			);
			const pinData = { ...standIns, ...(workflow.pinData as object | undefined) };
			const { status, error, items } = await client.runStored(
				{ ...workflow, pinData },
				workflow.nodes.find(isTrigger)?.name ?? '',
			);
			equal(status, 'success', `${error?.message} ${error?.description ?? ''}`);
			const ours = workflow.nodes.filter(({ type }) => type.startsWith(calltouchType));
			const counts = ours.map((node) => ({ name: node.name, items: items(node.name).length }));
			deepEqual(
				counts.filter((count) => count.items === 0),
				[],
				'nodes without any item',
			);
			const given = counts.map((count) => `${count.name}: ${count.items}`).join(', ');
			const replaced = strangers.map(({ name: node }) => `; "${node}" was stood in for`).join('');
			return given + replaced;
		});
	}
}

/** Triggers are the nodes that start a workflow; n8n names their types so. */
function isTrigger({ type }: WorkflowNode): boolean {
	return type.endsWith('Trigger');
}

/** Types that need somebody outside, or a table that is not there. */
const outside = /\.(?:httpRequest|dataTable)$/;

/** A node that would speak to somebody who is not here: it gets an empty item instead of running. */
function needsOutside({ type, credentials = {} }: WorkflowNode): boolean {
	const usesOurs = credentialType in credentials;
	return !usesOurs && (Object.keys(credentials).length > 0 || outside.test(type));
}
