import type { INodeProperties } from 'n8n-workflow';

/** The network that Calltouch sends webhooks from (docs/calltouch-api.md#webhooks). */
const calltouchNetwork = '92.118.66.0/23';

export const dropRepeats: INodeProperties = {
	displayName: 'Drop Repeats For (Minutes)',
	name: 'dropRepeats',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 10,
	description:
		'How long the last delivery about a call, request, deal or chat is remembered, so that the same one is dropped when it comes again. 0 lets repeats pass.',
};

export const networks: INodeProperties = {
	displayName: 'Source Networks',
	name: 'networks',
	type: 'string',
	default: calltouchNetwork,
	placeholder: `e.g. ${calltouchNetwork}`,
	description:
		'Addresses, networks or ranges (10.0.0.5-10.0.0.9) that deliveries may come from, separated by commas. Others are answered with 403. Behind a proxy, n8n needs N8N_PROXY_HOPS to know the sender.',
};

export const timezone: INodeProperties = {
	displayName: 'Account Time Zone',
	name: 'timezone',
	type: 'string',
	default: 'Europe/Moscow',
	placeholder: 'e.g. Europe/Moscow',
	description: 'Time zone of your Calltouch account, in which it writes times',
};

export const secret: INodeProperties = {
	displayName: 'Secret',
	name: 'secret',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description:
		'A word of your own, which you add to the address in Calltouch as ?secret=… (or send as header X-Webhook-Secret). Deliveries without it are answered with 403. If empty, anyone who knows the address can start the workflow.',
};

export const webhookOptions: INodeProperties = {
	displayName: 'Options',
	// `options` is reserved: n8n itself reads it, see `unreadBody`.
	name: 'additionalOptions',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [timezone, dropRepeats, networks],
};

/**
 * Makes n8n leave the body unread: it rejects non-Unicode charsets, and answers malformed JSON with 422 before the node
 * runs. Observed with n8n 2.8 and 2.41.
 */
export const unreadBody: INodeProperties = {
	displayName: 'Unread Body',
	name: 'options',
	type: 'hidden',
	default: { binaryData: true },
};
