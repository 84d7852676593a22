import type { INode, INodeListSearchItems } from 'n8n-workflow';
import {
	additionalData,
	buildWorkflow,
	core,
	loadedPackage,
	type CredentialData,
} from './engine.mts';

/** What the editor would offer in a list, asked for as n8n does. */
export async function searchList(
	method: string,
	credential: CredentialData,
	{
		filter,
		paginationToken,
		options = {},
	}: { filter?: string; paginationToken?: string; options?: object } = {},
): Promise<INodeListSearchItems[]> {
	const types = await loadedPackage();
	const type = 'n8n-nodes-calltouch.calltouch';
	const credentials = { calltouchApi: { id: '1', name: 'Calltouch' } };
	const node = { name: 'Calltouch', type, parameters: {}, credentials };
	const workflow = buildWorkflow(types, { nodes: [node], connections: {} });
	const data = {
		...additionalData(types, credential, workflow),
		currentNodeParameters: { options },
	};
	const context = new core.LoadOptionsContext(
		workflow,
		workflow.getNode('Calltouch') as INode,
		data as never,
		'',
	);
	const search = types.nodes.get(type)?.methods?.listSearch?.[method];
	if (!search) throw new Error(`The node has no list ${method}`);
	return (await search.call(context, filter, paginationToken)).results;
}
