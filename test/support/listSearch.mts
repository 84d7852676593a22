import type { INode, INodeListSearchItems } from 'n8n-workflow';
import {
	additionalData,
	buildWorkflow,
	core,
	loadedPackage,
	type CredentialData,
} from './engine.mts';

interface Search {
	/** What was typed. */
	filter?: string;
	/** What the page before gave. */
	paginationToken?: string;
	/** Options of the node. */
	options?: object;
	/** Field that a condition compares. */
	field?: string;
	/** Name of the node type. */
	type?: string;
}

/** What the editor would offer in a list, asked for as n8n does. */
export async function searchList(
	method: string,
	credential: CredentialData,
	{ filter, paginationToken, options = {}, field, type = 'calltouch' }: Search = {},
): Promise<INodeListSearchItems[]> {
	const types = await loadedPackage();
	const credentials = { calltouchApi: { id: '1', name: 'Calltouch' } };
	const nodeType = `n8n-nodes-calltouch.${type}`;
	const node = { name: 'Calltouch', type: nodeType, parameters: {}, credentials };
	const condition = field === undefined ? [{}] : [{}, { field }];
	const workflow = buildWorkflow(types, { nodes: [node], connections: {} });
	const data = {
		...additionalData(types, credential, workflow),
		currentNodeParameters: { options, filters: { anyOf: { condition } } },
	};
	const context = new core.LoadOptionsContext(
		workflow,
		workflow.getNode('Calltouch') as INode,
		data as never,
		`parameters.filters.anyOf.condition[${condition.length - 1}].value`,
	);
	const search = types.nodes.get(nodeType)?.methods?.listSearch?.[method];
	if (!search) throw new Error(`The node has no list ${method}`);
	return (await search.call(context, filter, paginationToken)).results;
}
