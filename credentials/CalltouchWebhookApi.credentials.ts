import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

/** The secret of the webhook trigger. No request can test it, so the trigger does (`testedBy`). */
export class CalltouchWebhookApi implements ICredentialType {
	name = 'calltouchWebhookApi';

	displayName = 'Calltouch Webhook API';

	icon: Icon = { light: 'file:../icons/calltouch.svg', dark: 'file:../icons/calltouch.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-calltouch/n8n-nodes-calltouch/blob/main/docs/webhook.md#set-up';

	properties: INodeProperties[] = [
		{
			displayName: 'Secret',
			name: 'secret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'A word of your own, which you add to the address in Calltouch as ?secret=… (or send as header X-Webhook-Secret). Latin letters and digits are best: in the address # is written as %23, and letters of other alphabets must be percent-encoded.',
		},
	];
}
