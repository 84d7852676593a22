import { match, ok } from 'node:assert/strict';
import { credentialData } from '../bench.mts';
import type { Sandbox } from '../../sandbox/sandbox.mts';
import type { Editor } from './editor.mts';
import type { Look } from './look.mts';

/** Creates the credential as a person does, first with a wrong token. */
export async function lookAtCredential(look: Look, editor: Editor, sandbox: Sandbox) {
	const { siteId, apiToken, baseUrl } = credentialData(sandbox);
	const dialog = editor.part('editCredential-modal');
	const save = async () => await editor.part('credential-save-button').click();

	await look('a wrong token is refused with a sentence', async () => {
		await editor.open('/home/credentials');
		await editor.part('add-resource-credential').click();
		const type = editor.part('new-credential-type-select');
		await type.locator('input').fill('Calltouch');
		await editor
			.part('new-credential-type-select-option')
			.filter({ hasText: 'Calltouch API' })
			.click();
		await editor.part('new-credential-type-button').click();
		await editor.type('siteId', siteId);
		await editor.type('baseUrl', baseUrl);
		await editor.type('apiToken', 'wrong');
		await save();
		const { page } = editor;
		await page.getByText('Couldn’t connect with these settings').first().waitFor();
		await page.getByText('More details').first().click();
		const sentence = page.getByText('Calltouch refused the API Token').first();
		await sentence.waitFor();
		await editor.picture('credential-refused', dialog);
		const said = await sentence.innerText();
		match(said, /Site ID/);
		return said;
	});
	await look('the right token passes', async () => {
		await editor.type('apiToken', apiToken);
		await save();
		const success = editor.part('credentials-config-container-test-success');
		await success.waitFor();
		await editor.picture('credential-ok', dialog);
		ok(!(await editor.page.content()).includes('Couldn’t connect'));
		return (await success.innerText()).split('\n')[0];
	});
}
