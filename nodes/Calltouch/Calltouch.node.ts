import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { nodeProperties } from './actions/operations';
import { runItems } from './actions/router';

export class Calltouch implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Calltouch',
		name: 'calltouch',
		icon: { light: 'file:../../icons/calltouch.svg', dark: 'file:../../icons/calltouch.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Read calls, recordings and statistics from Calltouch call tracking',
		defaults: { name: 'Calltouch' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'calltouchApi', required: true }],
		properties: nodeProperties(),
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this);
	}
}
