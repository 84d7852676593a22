import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import { listSearch } from './actions/listSearch';
import { eventParameters } from './triggers/polling/events';
import { pollingOptions } from './triggers/polling/options';
import { poll } from './triggers/polling/poll';

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
	};

	methods = { listSearch };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
