import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

/** The secret of the webhook trigger. No request can test it, so the trigger does (`testedBy`). */
export class CalltouchWebhookApi implements ICredentialType {
	name = 'calltouchWebhookApi';

	displayName = 'Calltouch Webhook API';

	icon: Icon = { light: 'file:../icons/calltouch.svg', dark: 'file:../icons/calltouch.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-calltouch/n8n-nodes-calltouch#calltouch-webhook-trigger';

	properties: INodeProperties[] = [
		{
			displayName: 'Secret',
			name: 'secret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'A word of your own, which you add to the address in Calltouch as ?secret=… (or send as header X-Webhook-Secret). It may have any characters. In the address write # as %23; other characters can stay as they are.',
		},
	];
}
