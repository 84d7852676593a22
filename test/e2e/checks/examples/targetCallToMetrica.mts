import { deepEqual, equal, match } from 'node:assert/strict';
import type { Execution } from '../../n8n/execution.mts';
import type { Stage } from './run.mts';
import { pinsOf, whilePublished } from './publish.mts';

const clientId = '1693664394123456789';

export async function targetCallToMetrica(stage: Stage) {
	const { sandbox, client, run } = stage;
	const { metrica } = stage.services;
	const timestamp = Math.floor(Date.now() / 1000) - 600;
	const plain = { targetCall: false, uniqTargetCall: false };
	let uploaded: Execution | undefined;
	await whilePublished(stage, async (next) => {
		const fields = { ...plain, yaClientId: clientId };
		const call = sandbox.addCall({ timestamp, fields });
		sandbox.addCall({ timestamp, fields: { targetCall: true, yaClientId: null } });
		equal((await next()).status, 'success');
		deepEqual(metrica.uploads, [], 'no target call of a known visitor yet');

		metrica.isBusy = true;
		sandbox.updateCall(call, { fields: { ...fields, targetCall: true } });
		uploaded = await next();
		equal(uploaded.status, 'error');
		match(uploaded.error?.message ?? '', /unavailable|503/i);
	});
	if (!uploaded) return;
	metrica.isBusy = false;
	await client.call('POST', `/rest/executions/${uploaded.id}/retry`, { loadWorkflow: false });
	const row = { ClientId: clientId, Target: 'target_call', DateTime: String(timestamp) };
	deepEqual(metrica.uploads, [[row]], 'after a retry');
	await run(pinsOf(uploaded, 'Call Changed'));
	deepEqual(metrica.uploads, [[row]], 'a call is sent once');
	return Object.entries(row).flat().join(' ');
}
