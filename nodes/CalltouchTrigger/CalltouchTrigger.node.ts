import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import { listSearch } from '../Calltouch/actions/listSearch';
import { builderHint } from '../Calltouch/n8n/builderHint';
import { eventParameters } from '../Calltouch/triggers/polling/events';
import { pollingOptions } from '../Calltouch/triggers/polling/options';
import { poll } from '../Calltouch/triggers/polling/poll';

export class CalltouchTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Calltouch Trigger',
		name: 'calltouchTrigger',
		icon: { light: 'file:../../icons/calltouch.svg', dark: 'file:../../icons/calltouch.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["event"] }}',
		description:
			'Work with calls, requests, deals and leads of Calltouch call tracking, and start workflows at new and changed ones',
		defaults: { name: 'Calltouch Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'calltouchApi', required: true }],
		properties: [...eventParameters, ...pollingOptions],
		...builderHint(
			'Starts a workflow at new or changed calls, requests or deals of Calltouch, instead of a schedule. Each record comes once, so nothing needs to remember or filter what was seen. All records that a poll finds are items of one execution.',
			[
				{
					name: 'calltouchWebhookTrigger',
					relationHint: 'Starts at once, but needs an address that Calltouch can reach',
				},
				{
					name: 'calltouch',
					relationHint: 'Downloads the recording of a call, or adds tags to it',
				},
			],
		),
	};

	methods = { listSearch };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
