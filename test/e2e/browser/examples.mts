import { equal } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { examplesFolder } from '../bench.mts';
import type { Editor } from './editor.mts';
import type { Look } from './look.mts';

/** Imports each example as a person does, from its file, and takes a picture of the workflow. */
export async function lookAtExamples(look: Look, editor: Editor) {
	for (const file of readdirSync(examplesFolder)) {
		const path = join(examplesFolder, file);
		const { nodes } = JSON.parse(readFileSync(path, 'utf8')) as { nodes: Array<{ type: string }> };
		await look(`${file} is imported`, async () => {
			await editor.open('/workflow/new');
			await editor.part('canvas-plus-button').first().waitFor();
			await editor.part('workflow-import-input').setInputFiles(path);
			await editor.nodes.nth(nodes.length - 1).waitFor();
			equal(await editor.nodes.count(), nodes.length);
			await editor.workflowPicture(`example-${basename(file, '.json')}`);
		});
	}
}
