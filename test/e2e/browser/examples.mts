import { equal } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { examplesFolder } from '../bench.mts';
import type { Editor } from './editor.mts';
import type { Look } from './look.mts';
import { inWindow } from './places.mts';

/** A window that workflows, which are wide and low, fill well, in pixels. */
const low = { width: 1440, height: 620 };

/** Imports each example as a person does, from its file, and takes a picture of the workflow. */
export async function lookAtExamples(look: Look, editor: Editor) {
	for (const file of readdirSync(examplesFolder)) {
		const path = join(examplesFolder, file);
		const { nodes } = JSON.parse(readFileSync(path, 'utf8')) as { nodes: Array<{ type: string }> };
		await look(`${file} is imported`, async () => {
			await editor.open('/workflow/new');
			await editor.part('canvas-plus-button').first().waitFor();
			await editor.part('workflow-import-input').setInputFiles(path);
			const shown = editor.page.locator('.vue-flow__node');
			await shown.nth(nodes.length - 1).waitFor();
			equal(await shown.count(), nodes.length);
			await inWindow(editor.page, low, async () => {
				await editor.part('zoom-to-fit').click();
				await editor.page.mouse.move(0, 0);
				await editor.picture(`example-${basename(file, '.json')}`, editor.part('canvas-wrapper'));
			});
		});
	}
}
