import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withFolder } from '../temporary.mts';
import type { Installation } from '../install/generations.mts';
import { run } from '../install/run.mts';
import { surroundingsOf } from './server.mts';
import { environment } from './environment.mts';

/** A credential with the id under which workflows know it. */
export interface CredentialFile {
	id: string;
	name: string;
	type: string;
	data: object;
}

/** Puts credentials and the workflows of a folder into an n8n that does not run, with n8n's own command line. */
export async function importInto(
	installation: Installation,
	userFolder: string,
	credentials: CredentialFile[],
	workflowFolder: string,
): Promise<void> {
	await importCredentials(installation, userFolder, credentials);
	const n8n = await commandLine(installation, userFolder);
	await n8n('import:workflow', '--separate', `--input=${workflowFolder}`);
}

/** Puts credentials into an n8n that does not run, in place of those with the same ids. */
export async function importCredentials(
	installation: Installation,
	userFolder: string,
	credentials: CredentialFile[],
): Promise<void> {
	const n8n = await commandLine(installation, userFolder);
	await withFolder('import', async (folder) => {
		const file = join(folder, 'credentials.json');
		await writeFile(file, JSON.stringify(credentials));
		await n8n('import:credentials', `--input=${file}`);
	});
}

async function commandLine(installation: Installation, userFolder: string) {
	const { node, script } = installation;
	const env = environment(await surroundingsOf(installation, userFolder), {});
	return async (...command: string[]) => await run(node, [script, ...command], { env });
}
