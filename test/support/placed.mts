import {
	additionalData,
	buildWorkflow,
	core,
	loadedPackage,
	type CredentialData,
	type WorkflowJson,
} from './engine.mts';

/** A workflow whose trigger is called by hand, as n8n does between executions. */
export async function placeTrigger(json: WorkflowJson, stored: CredentialData) {
	const types = await loadedPackage();
	const workflow = buildWorkflow(types, json);
	const [node] = Object.values(workflow.nodes);
	if (!node) throw new Error('The workflow has no node');
	const type = types.nodes.get(node.type);
	if (!type) throw new Error(`Unknown node type ${node.type}`);
	return { workflow, node, type, core, data: additionalData(types, stored, workflow) };
}
