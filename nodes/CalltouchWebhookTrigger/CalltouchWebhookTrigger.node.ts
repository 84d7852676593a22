import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { builderHint } from '../Calltouch/n8n/builderHint';
import { checkSettings } from '../Calltouch/triggers/webhook/guard';
import { events, eventsName } from '../Calltouch/triggers/webhook/kinds';
import {
	optionsName,
	secret,
	unreadBody,
	webhookOptions,
} from '../Calltouch/triggers/webhook/options';
import { triggerPanel } from '../Calltouch/triggers/webhook/panel';
import { accepted, receive } from '../Calltouch/triggers/webhook/receive';
import { checkSecret } from '../Calltouch/triggers/webhook/storedSecret';

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
		credentials: [{ name: 'calltouchWebhookApi', required: false, testedBy: 'checkSecret' }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'GET,POST',
				responseMode: 'onReceived',
				// Without it n8n answers with the bare word firstEntryJson. A text would be sent as a web page.
				responseData: `={{ ${JSON.stringify(accepted)} }}`,
				path: 'calltouch',
				ndvHideMethod: true,
			},
		],
		triggerPanel,
		properties: [
			...events.properties(eventsName),
			secret,
			...webhookOptions.properties(optionsName),
			unreadBody,
		],
		...builderHint(
			'Starts a workflow at once when Calltouch sends a call, request, deal or chat. The user must paste the address of the webhook into Calltouch by hand, and it must be reachable from the internet.',
			[
				{
					name: 'calltouchTrigger',
					relationHint:
						'Needs no address and no set-up in Calltouch, but looks only every minute or so',
				},
				{
					name: 'calltouch',
					relationHint: 'Downloads the recording of a call, or adds tags to it',
				},
			],
		),
	};

	methods = { credentialTest: { checkSecret } };

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
				await checkSettings(this);
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
