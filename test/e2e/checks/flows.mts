import { deepEqual, equal } from 'node:assert/strict';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '../report.mts';
import type { Bench } from '../bench.mts';
import type { Client, Stored } from '../n8n/client.mts';
import { calltouch, network, whereTrue, type Step } from '../n8n/workflow.mts';
import type { Oracle } from '../oracle.mts';

const schedule: Step = {
	name: 'Every morning',
	type: 'n8n-nodes-base.scheduleTrigger',
	typeVersion: 1.2,
	parameters: { rule: { interval: [{ triggerAtHour: 7 }] } },
};

/** The two jobs that people build first. */
export async function checkFlows(
	report: Report,
	{ sandbox, server }: Bench,
	client: Client,
	credential: Stored,
	{ calls, dateFrom, dateTo }: Oracle,
) {
	const getAll = { resource: 'call', operation: 'getAll', period: 'range', dateFrom, dateTo };
	const read = calltouch('Calls', credential, { ...getAll, returnAll: true });

	await report.check('schedule → calls → data table', async () => {
		const insert = await tableStep(client, ['callId', 'source', 'medium']);
		const fields = ['callId', 'source', 'medium'];
		const parameters = { ...getAll, returnAll: true, output: 'selected', fields };
		const steps = [schedule, calltouch('Calls', credential, parameters), insert];
		const { status, error, items } = await client.run(network('To a table', steps, links(steps)));
		equal(status, 'success', error?.message);
		const ids = (rows: Array<Record<string, unknown>>) => rows.map(({ callId }) => String(callId));
		deepEqual(ids(items(insert.name).map(({ json }) => json)).sort(), ids(calls).sort());
		return `${calls.length} rows`;
	});

	await report.check('calls → all recordings at once: Calltouch refuses none', async () => {
		const parameters = { resource: 'record', operation: 'download', callId: '={{ $json.callId }}' };
		const record = calltouch('Recording', credential, parameters);
		const steps = [schedule, read, whereTrue('Answered', 'successful'), record];
		const before = sandbox.counts.refused;
		const { status, error, items } = await client.run(network('At once', steps, links(steps)));
		equal(status, 'success', error?.message);
		const answered = calls.filter(({ successful }) => successful);
		deepEqual(
			items('Recording').map(({ json }) => json.callId),
			answered.map(({ callId }) => callId),
		);
		equal(sandbox.counts.refused - before, 0, 'answers with 429');
		return `${answered.length} recordings`;
	});

	await report.check('schedule → calls → loop → recording → file on disk', async () => {
		const folder = join(server.filesFolder, 'recordings');
		await mkdir(folder);
		const steps = [
			schedule,
			read,
			whereTrue('Answered', 'successful'),
			{
				name: 'Loop',
				type: 'n8n-nodes-base.splitInBatches',
				typeVersion: 3,
				parameters: { batchSize: 5 },
			},
			calltouch('Recording', credential, {
				resource: 'record',
				operation: 'download',
				callId: '={{ $json.callId }}',
			}),
			{
				name: 'To disk',
				type: 'n8n-nodes-base.readWriteFile',
				parameters: { operation: 'write', fileName: `=${folder}/{{ $json.callId }}.mp3` },
			},
		];
		const loop = [
			['Loop', 'Recording', 1],
			['Recording', 'To disk'],
			['To disk', 'Loop'],
		] as const;
		const workflow = network('To disk', steps, [...links(steps.slice(0, 4)), ...loop]);
		const { status, error } = await client.run(workflow);
		equal(status, 'success', error?.message);
		const answered = calls.filter(({ successful }) => successful);
		const names = answered.map(({ callId }) => `${callId}.mp3`);
		deepEqual((await readdir(folder)).sort(), names.sort());
		for (const { callId } of answered) {
			const written = await readFile(join(folder, `${callId}.mp3`));
			deepEqual(written, sandbox.recording(callId));
		}
		return `${answered.length} files`;
	});
}

/** A node that puts each item into a fresh data table of n8n with these columns of text. */
async function tableStep(client: Client, columns: string[]): Promise<Step> {
	const project = await client.call<{ id: string }>('GET', '/rest/projects/personal');
	const table = await client.call<{ id: string }>(
		'POST',
		`/rest/projects/${project.id}/data-tables`,
		{ name: 'Calls', columns: columns.map((name) => ({ name, type: 'string' })) },
	);
	return {
		name: 'To the table',
		type: 'n8n-nodes-base.dataTable',
		typeVersion: 1,
		parameters: {
			resource: 'row',
			operation: 'insert',
			dataTableId: { __rl: true, mode: 'id', value: table.id },
			columns: {
				mappingMode: 'defineBelow',
				value: Object.fromEntries(columns.map((name) => [name, `={{ String($json.${name}) }}`])),
				schema: columns.map((id) => ({ id, displayName: id, type: 'string', display: true })),
			},
		},
	};
}

function links(steps: Step[]): Array<readonly [string, string]> {
	return steps.slice(1).map(({ name }, at) => [steps[at]?.name ?? '', name] as const);
}
