import type {
	EngineRequest,
	EngineResponse,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
} from 'n8n-workflow';

/** The tool that n8n makes of a node with `usableAsTool`. */
export function toolOf(type: INodeType): INodeType {
	const { name, displayName } = type.description;
	const changes = {
		name: `${name}Tool`,
		displayName: `${displayName} Tool`,
		inputs: [],
		outputs: ['ai_tool'],
		usableAsTool: undefined,
	};
	const description = { value: { ...type.description, ...changes } };
	return Object.create(type, { description }) as INodeType;
}

function agent(
	name: string,
	execute: (
		context: IExecuteFunctions,
		calls: IDataObject[],
		response?: EngineResponse,
	) => Promise<INodeExecutionData[][] | EngineRequest>,
): [string, INodeType] {
	const type = {
		description: {
			displayName: name,
			name,
			group: ['transform'],
			version: 1,
			description: 'Stands in for an agent whose model calls its only tool',
			defaults: { name },
			inputs: ['main', 'ai_tool'],
			outputs: ['main'],
			properties: [{ displayName: 'Calls', name: 'calls', type: 'json', default: '[]' }],
		},
		async execute(this: IExecuteFunctions, response?: EngineResponse) {
			const calls = JSON.parse(this.getNodeParameter('calls', 0) as string) as IDataObject[];
			return await execute(this, calls, response);
		},
	} as unknown as INodeType;
	return [`test.${name}`, type];
}

interface LangChainTool {
	invoke: (filled: IDataObject) => Promise<string>;
}

/** The two ways in which n8n runs a tool. Each answers each call with the text that the model would get. */
export const agents: Array<[string, INodeType]> = [
	// AI Agent since version 3. Its buildObservation passes on the output alone.
	agent('agent', async (_context, calls, response) => {
		if (response && response.actionResponses.length > 0) {
			const answers = response.actionResponses.map(({ data }) => {
				const items = data.data?.ai_tool?.[0] ?? [];
				return JSON.stringify(items.length > 0 ? items.map(({ json }) => json) : '');
			});
			return [answers.map((answer) => ({ json: { answer } }))];
		}
		const actions = calls.map((input, at) => ({
			actionType: 'ExecutionNodeAction' as const,
			nodeName: 'Calltouch',
			input,
			type: 'ai_tool' as const,
			id: `call-${at}`,
			metadata: { itemIndex: 0 },
		}));
		return { actions, metadata: {} };
	}),
	// AI Agent before version 3, and MCP Server Trigger.
	agent('callingAgent', async (context, calls) => {
		const [tool] = (await context.getInputConnectionData('ai_tool', 0)) as LangChainTool[];
		if (!tool) throw new Error('The agent has no tool');
		const answers: INodeExecutionData[] = [];
		for (const call of calls) {
			const answer = await tool.invoke(call).catch((error: Error) => error.message);
			answers.push({ json: { answer } });
		}
		return [answers];
	}),
];
