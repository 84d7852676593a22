import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { checkSettings } from './triggers/webhook/guard';
import { eventsParameter } from './triggers/webhook/kinds';
import { optionsName, secret, unreadBody, webhookOptions } from './triggers/webhook/options';
import { triggerPanel } from './triggers/webhook/panel';
import { receive } from './triggers/webhook/receive';

export class CalltouchWebhookTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Calltouch Webhook Trigger',
		name: 'calltouchWebhookTrigger',
		icon: { light: 'file:../../icons/calltouch.svg', dark: 'file:../../icons/calltouch.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description: 'Start the workflow at once when Calltouch sends a call, request, deal or chat',
		defaults: { name: 'Calltouch Webhook Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'GET,POST',
				responseMode: 'onReceived',
				path: 'calltouch',
				ndvHideMethod: true,
			},
		],
		triggerPanel,
		properties: [eventsParameter, secret, ...webhookOptions.properties(optionsName), unreadBody],
	};

	/**
	 * Calltouch has no API for webhooks: users create them by hand, so there is nothing to look up or delete. n8n calls
	 * `create` whenever a workflow is published, which is the time to reject settings that would refuse every delivery.
	 */
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				checkSettings(this);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
