import { deepEqual, equal, ok } from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { examplesFolder, withBench, type Bench } from '../bench.mts';
import type { Installation } from '../install/generations.mts';
import { Client } from '../n8n/client.mts';
import type { Workflow } from '../n8n/workflow.mts';
import type { Report } from '../report.mts';
import { withOutside, type Outside } from '../standIns/all.mts';
import { stories } from './examples/all.mts';
import { runsOf } from './examples/run.mts';

/** Runs every example as a user imports it, in an n8n for which the outside services are played. */
export async function checkExamples(report: Report, installation: Installation, tarball: string) {
	report.about(`n8n ${installation.generation}, example`);
	await withOutside(async (outside) => {
		await withBench(installation, { tarball, outside }, async (bench) => {
			await checkAll(report, bench, outside);
		});
	});
}

async function checkAll(report: Report, { server, sandbox }: Bench, outside: Outside) {
	const client = new Client(server.url);
	await client.setUp();
	// An example is about the missed calls of yesterday, and a quiet day may have none.
	const yesterday = Math.floor(Date.now() / 1000) - 24 * 3600;
	sandbox.addCall({ timestamp: yesterday, fields: { successful: false, duration: 0 } });
	const imported = await client.workflows();
	const files = (await readdir(examplesFolder)).filter((file) => file.endsWith('.json'));
	await report.check('there are examples, and each story has one', () => {
		ok(files.length > 0);
		const untold = Object.keys(stories).filter((file) => !files.includes(file));
		deepEqual(untold, []);
	});
	for (const file of files) {
		await report.check(`${file} is imported and runs`, async () => {
			const { name } = JSON.parse(await readFile(join(examplesFolder, file), 'utf8')) as Workflow;
			const found = imported.filter((workflow) => workflow.name === name);
			equal(found.length, 1, 'n8n did not import it, or two examples have the same name');
			const workflow = await client.workflow(found[0]?.id ?? '');
			const run = runsOf(client, workflow);
			const { services } = outside;
			const story = stories[file];
			if (story) return await story({ run, client, workflow, sandbox, services });
			const { ran } = await run();
			return `ran ${ran.join(', ')}`;
		});
	}
	await report.check('nobody was asked who is not played', () => deepEqual(outside.strangers, []));
}
