import { afterEach, beforeEach } from 'vitest';
import { startSandbox, type Sandbox, type StartOptions } from '../sandbox/sandbox.mts';
import { execute, siteId } from './calltouch.mts';

/** The sandbox of the test that runs. */
export let sandbox: Sandbox;

/** Gives each test of a file a sandbox of its own. */
export function sandboxForEach(options?: StartOptions): void {
	beforeEach(async () => {
		sandbox = await startSandbox(options);
	});
	afterEach(async () => await sandbox.stop());
}

/** The calls of a day. */
export const callIdsOf = (day: string) => sandbox.callIds(Number(siteId), day).map(Number);

/** What the node asked for last. */
export const lastQuery = () => sandbox.requests.at(-1)?.query ?? {};

/** The JSON that the node sent last. */
export const lastBody = () => JSON.parse(sandbox.requests.at(-1)?.body ?? 'null') as object;

/** The calls that the journal has for these parameters, as Calltouch sends them. */
export async function readJournal(parameters: object) {
	const all = { resource: 'call', operation: 'getAll', returnAll: true, output: 'raw' };
	return (await execute(sandbox, { ...all, ...parameters })).json;
}
