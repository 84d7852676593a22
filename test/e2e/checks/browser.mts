import { deepEqual } from 'node:assert/strict';
import { lookAtAgent } from '../browser/agent.mts';
import { withPage } from '../browser/chromium.mts';
import { lookAtCredential } from '../browser/credential.mts';
import { Editor } from '../browser/editor.mts';
import { lookAtExamples } from '../browser/examples.mts';
import { lookAtForms } from '../browser/forms.mts';
import { looking } from '../browser/look.mts';
import { lookAtNodes } from '../browser/nodes.mts';
import { pictureFolder } from '../browser/pictures.mts';
import { lookAtTriggers } from '../browser/triggers.mts';
import { withBench, withoutLimit } from '../bench.mts';
import type { Installation } from '../install/generations.mts';
import type { Report } from '../report.mts';

/**
 * The editor of a fresh n8n in headless Chromium, into which these examples are imported. Gives the folder of the pictures
 * that it took.
 */
export async function checkBrowser(
	report: Report,
	installation: Installation,
	tarball: string,
	examples: string[],
) {
	const pictures = await pictureFolder(installation.generation);
	const about = (what: string) => report.about(`n8n ${installation.generation}, editor, ${what}`);
	await withBench(installation, { tarball }, async ({ server, sandbox }) => {
		await withPage(async (page) => {
			const editor = new Editor(page, server.url, pictures);
			const look = looking(report, editor);
			about('first start');
			await look('the owner is set up', () => editor.setUp());
			about('credential');
			await withoutLimit(sandbox, async () => await lookAtCredential(look, editor, sandbox));
			// Before panels are moved: the editor remembers that.
			about('trigger');
			await lookAtTriggers(look, editor);
			about('node');
			await lookAtNodes(look, editor, sandbox);
			about('form');
			await lookAtForms(look, editor, sandbox);
			about('agent');
			await lookAtAgent(look, editor);
			about('example');
			await lookAtExamples(look, editor, examples);
			about('page');
			await look('no error of its own', () => deepEqual(editor.errors, []));
		});
	});
	return pictures;
}
