import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { listSearch } from './actions/listSearch';
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
		description:
			'Read calls, requests, deals and statistics of Calltouch call tracking, and write to it',
		defaults: { name: 'Calltouch' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'calltouchApi', required: true }],
		properties: nodeProperties(),
	};

	methods = { listSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this);
	}
}
