import { deepEqual, equal, ok } from 'node:assert/strict';
import { DEFAULT_SITE_ID } from '../../sandbox/server/settings.mts';
import { everyOperation, unlikePreview } from '../../support/everyOperation.mts';
import type { Bench } from '../bench.mts';
import type { Client, Stored } from '../n8n/client.mts';
import { calltouch, chain, manualTrigger } from '../n8n/workflow.mts';
import type { Oracle } from '../oracle.mts';
import type { Report } from '../report.mts';

/** Every operation as a workflow of its own: it succeeds, and gives what its preview shows. */
export async function checkEveryOperation(
	report: Report,
	{ sandbox }: Bench,
	client: Client,
	credential: Stored,
	{ dateTo }: Oracle,
) {
	const callId = String(sandbox.callIds(DEFAULT_SITE_ID, dateTo)[0]);
	for (const [name, parameters] of Object.entries(everyOperation(callId, dateTo))) {
		await report.check(`${name}: what its preview shows`, async () => {
			const step = calltouch('Calltouch', credential, parameters);
			const { status, error, items } = await client.run(chain(name, [manualTrigger, step]));
			equal(status, 'success', `${error?.message} ${error?.description ?? ''}`);
			const given = items('Calltouch').map(({ json }) => json);
			ok(given.length > 0);
			for (const json of given) deepEqual(unlikePreview(parameters, json), []);
			return `${given.length} items`;
		});
	}
}
