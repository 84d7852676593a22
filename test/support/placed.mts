import type { INode, INodeType } from 'n8n-workflow';
import {
	additionalData,
	buildWorkflow,
	core,
	loadedPackage,
	type CredentialData,
	type WorkflowJson,
} from './engine.mts';

export interface PlacedNode {
	node: INode;
	type: INodeType;
}

/** A workflow whose triggers are called by hand, as n8n does between executions. */
export async function placeTriggers(json: WorkflowJson, stored: CredentialData) {
	const types = await loadedPackage();
	const workflow = buildWorkflow(types, json);
	const nodes = Object.values(workflow.nodes).map((node): PlacedNode => {
		const type = types.nodes.get(node.type);
		if (!type) throw new Error(`Unknown node type ${node.type}`);
		return { node, type };
	});
	return { workflow, nodes, core, data: additionalData(types, stored, workflow) };
}

/** The same for a workflow of one node. */
export async function placeTrigger(json: WorkflowJson, stored: CredentialData) {
	const { nodes, ...placed } = await placeTriggers(json, stored);
	const [first] = nodes;
	if (!first) throw new Error('The workflow has no node');
	return { ...placed, ...first };
}
