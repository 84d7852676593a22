import { join } from 'node:path';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.mts';
import { DEFAULT_SITE_ID, DEFAULT_TOKEN } from '../sandbox/server/settings.mts';
import type { Installation } from './install/generations.mts';
import { importInto, type CredentialFile } from './n8n/import.mts';
import { credentialType } from './n8n/workflow.mts';
import { withFolder } from './temporary.mts';
import { projectRoot } from './paths.mts';
import { installPackage } from './install/package.mts';
import { startServer, type Server } from './n8n/server.mts';
import type { Outside } from './standIns/all.mts';

/** Twelve seconds of sound. */
const recordingBytes = 200_000;

/** A fresh n8n with the package in it, and a Calltouch beside it. */
export interface Bench {
	installation: Installation;
	server: Server;
	sandbox: Sandbox;
}

/** Time zone of the account in the sandbox. */
export const accountZone = 'Europe/Moscow';

/** What a person would type into the credential to reach the sandbox. */
export function credentialData(sandbox: { url: string }) {
	return {
		siteId: String(DEFAULT_SITE_ID),
		apiToken: DEFAULT_TOKEN,
		baseUrl: sandbox.url,
		timezone: accountZone,
	};
}

/** The folder of the workflows that the package offers as examples. */
export const examplesFolder = join(projectRoot, 'examples');

/** The credential for the sandbox, under the id that the examples name. */
export function exampleCredential(sandbox: { url: string }): CredentialFile {
	const data = credentialData(sandbox);
	return { id: 'calltouch', name: 'Calltouch account', type: credentialType, data };
}

/** What to put into n8n before it starts. */
export interface Contents {
	/** The packed package. */
	tarball: string;
	/** The stand-ins of outside services; with them come the example workflows and the credentials that they name. */
	outside?: Outside;
}

/** Lends a bench, and takes it down again. */
export async function withBench(
	installation: Installation,
	{ tarball, outside }: Contents,
	work: (bench: Bench) => Promise<void>,
): Promise<void> {
	await withFolder(`n8n-${installation.generation}`, async (userFolder) => {
		const sandbox = await startSandbox({ callsPerDay: 12, recordingBytes });
		try {
			await installPackage(tarball, userFolder);
			if (outside) {
				const credentials = [exampleCredential(sandbox), ...outside.credentials];
				await importInto(installation, userFolder, credentials, examplesFolder);
			}
			const server = await startServer({ installation, userFolder, env: outside?.env });
			await work({ installation, server, sandbox }).finally(() => server.stop());
		} finally {
			await sandbox.stop();
		}
	});
}

/** Lifts the limit of Calltouch for requests of n8n itself, which know nothing of it and are not tried again. */
export async function withoutLimit(sandbox: Sandbox, work: () => Promise<void>): Promise<void> {
	const { limitPerSecond } = sandbox.settings;
	sandbox.configure({ limitPerSecond: 0 });
	await work().finally(() => sandbox.configure({ limitPerSecond }));
}
