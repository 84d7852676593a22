import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { calltouch } from '../../e2e/n8n/workflow.mts';
import { expectCount, type Job } from './job.mts';
import { runSteps } from './workflow.mts';

/** The work done by the node of this package. */
export async function run(job: Job): Promise<void> {
	const period = { period: 'range', dateFrom: job.from, dateTo: job.to };
	const calls = { resource: 'call', ...period };
	const ask = async (parameters: object) =>
		await runSteps(job, [calltouch('Calltouch', { id: '1', name: 'Calltouch' }, parameters)]);
	const list = { ...calls, operation: 'getAll', returnAll: true };
	switch (job.task) {
		case 'items':
			return expectCount((await ask({ ...list, output: 'raw' })).length, job.calls);
		case 'simplified':
			return expectCount((await ask(list)).length, job.calls);
		case 'summary': {
			const groups = await ask({ ...calls, operation: 'summarize' });
			const sum = groups.reduce((total, { json }) => total + Number(json.ordinaryCalls), 0);
			return expectCount(sum, job.calls);
		}
		case 'export': {
			const files = await ask({ ...calls, operation: 'export' });
			return expectCount(
				files.reduce((total, { json }) => total + Number(json.rows), 0),
				job.calls,
			);
		}
		case 'recordings':
			return await download(job);
	}
}

async function download(job: Job): Promise<void> {
	if (!job.isLimited) liftLimit();
	const { callIds } = job;
	const source = {
		name: 'Calls',
		type: 'test.items',
		parameters: { items: JSON.stringify(callIds.map((callId) => ({ json: { callId } }))) },
	};
	const parameters = { resource: 'record', operation: 'download', callId: '={{ $json.callId }}' };
	const node = calltouch('Calltouch', { id: '1', name: 'Calltouch' }, parameters);
	const items = await runSteps(job, [source, node]);
	expectCount(items.filter(({ binary }) => binary?.data).length, callIds.length);
}

/** The node has no option to go beyond Calltouch's limit, so its throttle is taken out of the built package. */
function liftLimit(): void {
	const require = createRequire(import.meta.url);
	const { Throttle } = require(resolve('dist/nodes/Calltouch/api/throttle.js')) as {
		Throttle: { prototype: { start: () => Promise<void> } };
	};
	Throttle.prototype.start = async () => await Promise.resolve();
}
