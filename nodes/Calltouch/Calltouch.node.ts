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
import { builderHint } from './n8n/builderHint';

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
		...builderHint(
			'Reads and writes Calltouch once per input item. To react to new or changed calls, requests or deals, start the workflow with a Calltouch trigger instead of a schedule with Get Many. For a long period or a spreadsheet use the operation Export to File. For totals use Call: Summarize or Statistic: Get instead of listing calls.',
			[
				{ name: 'calltouchTrigger', relationHint: 'Starts at new and changed records, each once' },
				{ name: 'calltouchWebhookTrigger', relationHint: 'Starts at once when Calltouch sends' },
			],
		),
	};

	methods = { listSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this);
	}
}
