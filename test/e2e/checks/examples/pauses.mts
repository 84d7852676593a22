import { ok } from 'node:assert/strict';
import type { Stage } from './run.mts';

const waitType = 'n8n-nodes-base.wait';

/** The stage with pauses that are so many times shorter than those that a user imports. */
export async function hurried(stage: Stage, times: number): Promise<Stage> {
	const { client, workflow } = stage;
	ok(
		workflow.nodes.some(({ type }) => type === waitType),
		'an example without a pause',
	);
	const nodes = workflow.nodes.map((node) => {
		if (node.type !== waitType) return node;
		const { amount } = node.parameters as { amount: number };
		return { ...node, parameters: { ...node.parameters, amount: amount / times } };
	});
	await client.edit(workflow, { nodes });
	return { ...stage, workflow: await client.workflow(workflow.id) };
}
