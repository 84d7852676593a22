import { equal } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { examplesFolder } from '../bench.mts';
import type { Editor } from './editor.mts';
import type { Look } from './look.mts';

/** Imports these examples as a person does, from their files, and takes pictures of the workflows. */
export async function lookAtExamples(look: Look, editor: Editor, files: string[]) {
	for (const file of files) {
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
