/** A node as a workflow file holds it. */
export interface WorkflowNode {
	id: string;
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string; name: string }>;
	[further: string]: unknown;
}

/** A workflow as n8n exports and imports it. */
export interface Workflow {
	name: string;
	nodes: WorkflowNode[];
	connections: Record<
		string,
		{ [kind: string]: Array<Array<{ node: string; type: string; index: number }>> }
	>;
	settings?: object;
	[further: string]: unknown;
}

/** What a node is, before it has a place in a workflow. */
export interface Step {
	name: string;
	type: string;
	typeVersion?: number;
	parameters?: object;
	[further: string]: unknown;
}

export const calltouchType = 'n8n-nodes-calltouch.calltouch';
export const credentialType = 'calltouchApi';

export const manualTrigger: Step = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };

/** A Calltouch node with these parameters. */
export function calltouch(
	name: string,
	credential: { id: string; name: string },
	parameters: object,
): Step {
	const { id, name: credentialName } = credential;
	return {
		name,
		type: calltouchType,
		parameters,
		credentials: { [credentialType]: { id, name: credentialName } },
	};
}

/** Lets pass the items for which this field is true. */
export function whereTrue(name: string, field: string): Step {
	const condition = {
		id: 'is-true',
		leftValue: `={{ $json.${field} }}`,
		rightValue: '',
		operator: { type: 'boolean', operation: 'true', singleValue: true },
	};
	const options = { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 };
	return {
		name,
		type: 'n8n-nodes-base.filter',
		typeVersion: 2.2,
		parameters: { conditions: { options, conditions: [condition], combinator: 'and' } },
	};
}

/** A workflow whose nodes follow one another. */
export function chain(name: string, steps: Step[]): Workflow {
	const links = steps.slice(1).map(({ name: to }, at) => [steps[at]?.name ?? '', to] as const);
	return network(name, steps, links);
}

/** A workflow with these connections, each from the given output of the one node to the other. */
export function network(
	name: string,
	steps: Step[],
	links: ReadonlyArray<readonly [from: string, to: string, output?: number]>,
): Workflow {
	const connections: Workflow['connections'] = {};
	for (const [from, to, output = 0] of links) {
		const outputs = (connections[from] ??= { main: [] }).main ?? [];
		while (outputs.length <= output) outputs.push([]);
		outputs[output]?.push({ node: to, type: 'main', index: 0 });
	}
	const nodes = steps.map((step, at) => ({
		id: `node-${at}`,
		typeVersion: 1,
		position: [at * 220, 0] as [number, number],
		...step,
		parameters: { ...step.parameters },
	}));
	return { name, nodes, connections, settings: { executionOrder: 'v1' } };
}
