import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { INodeExecutionData } from 'n8n-workflow';
import { chain, manualTrigger, type Step } from '../../e2e/n8n/workflow.mts';
import { credentialFor } from '../../support/calltouch.mts';
import { engineRoot, runWorkflow, type WorkflowJson } from '../../support/engine.mts';
import type { Job } from './job.mts';

/** Runs nodes one after the other in n8n's engine, saves the execution when asked, and gives what the last one put out. */
export async function runSteps(job: Job, steps: Step[]): Promise<INodeExecutionData[]> {
	const workflow = chain('Bench', [manualTrigger, ...steps]) as WorkflowJson;
	const { run, status, error, items } = await runWorkflow(workflow, credentialFor(job));
	if (status !== 'success') throw new Error(error?.message ?? status);
	if (job.isSaved) save(run.data);
	return items(steps.at(-1)?.name ?? '');
}

/** What n8n does with every execution that is saved, before the text goes to the database. */
function save(data: unknown): void {
	const require = createRequire(join(engineRoot, 'package.json'));
	const { stringify } = require('flatted') as { stringify: (value: unknown) => string };
	if (stringify(data) === '') throw new Error('Nothing was saved');
}
