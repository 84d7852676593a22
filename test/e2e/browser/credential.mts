import { match, ok } from 'node:assert/strict';
import { credentialData } from '../bench.mts';
import type { Sandbox } from '../../sandbox/sandbox.mts';
import type { Editor } from './editor.mts';
import type { Look } from './look.mts';
import { inWindow } from './places.mts';

/** A window in which the whole dialog is seen, in pixels. */
const high = { height: 1080 };

/** Creates the credential as a person does, first with a wrong token. */
export async function lookAtCredential(look: Look, editor: Editor, sandbox: Sandbox) {
	const { siteId, apiToken, baseUrl } = credentialData(sandbox);
	const dialog = editor.part('editCredential-modal');
	const shownBaseUrl = async (address: string) => {
		const field = editor.part('parameter-input-baseUrl').locator('input').first();
		await field.evaluate((input: object, value) => void Object.assign(input, { value }), address);
	};
	const picture = async (name: string) => {
		// Readers copy what they see, so they see the address of Calltouch.
		await shownBaseUrl('https://api.calltouch.ru');
		await inWindow(editor.page, high, async () => await editor.picture(name, dialog));
		await shownBaseUrl(baseUrl);
	};
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
		await picture('credential-refused');
		const said = await sentence.innerText();
		match(said, /Site ID/);
		return said;
	});
	await look('the right token passes', async () => {
		await editor.type('apiToken', apiToken);
		await save();
		const success = editor.part('credentials-config-container-test-success');
		await success.waitFor();
		await picture('credential-ok');
		ok(!(await editor.page.content()).includes('Couldn’t connect'));
		return (await success.innerText()).split('\n')[0];
	});
}
