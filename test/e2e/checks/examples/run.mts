import { deepEqual, equal } from 'node:assert/strict';
import type { Sandbox } from '../../../sandbox/sandbox.mts';
import type { Client, Stored } from '../../n8n/client.mts';
import type { Execution } from '../../n8n/execution.mts';
import { calltouchType, type Workflow, type WorkflowNode } from '../../n8n/workflow.mts';
import type { Services } from '../../standIns/all.mts';

/** Items that a node gives in place of running, by the name of the node. */
type PinData = Record<string, Array<{ json: object }>>;

/** Runs an example from its trigger; it must succeed, and each Calltouch node that runs must give items. */
export type Run = (pinData?: PinData) => Promise<Execution>;

/** What a story is told with. */
export interface Stage {
	run: Run;
	client: Client;
	/** The example as n8n has stored it. */
	workflow: Workflow & Stored;
	sandbox: Sandbox;
	services: Services;
}

/** Runs one example and asserts what has reached the outside services. A text that it gives is printed. */
export type Story = (stage: Stage) => Promise<string | undefined>;

/** How an example is run. */
export function runsOf(client: Client, stored: Workflow & Stored): Run {
	const { id } = stored;
	const ours = stored.nodes.filter(({ type }) => type.startsWith(calltouchType));
	return async (pins) => {
		const workflow = await client.workflow(id);
		const pinData = { ...(workflow.pinData as object | undefined), ...pins };
		const trigger = workflow.nodes.find(isTrigger)?.name ?? '';
		const execution = await client.runStored({ ...workflow, pinData }, trigger);
		const { status, error, ran, items } = execution;
		equal(status, 'success', `${error?.message} ${error?.description ?? ''}`);
		const silent = ours.filter(({ name }) => !ran.includes(name) || items(name).length === 0);
		deepEqual(
			silent.map(({ name }) => name),
			[],
			'Calltouch nodes without any item',
		);
		return execution;
	};
}

/** Triggers are the nodes that start a workflow; n8n names their types so. */
function isTrigger({ type }: WorkflowNode): boolean {
	return type.endsWith('Trigger');
}
