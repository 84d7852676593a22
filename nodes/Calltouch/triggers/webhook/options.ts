import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { zoneName } from '../../api/dates';
import { invalidInput } from '../../api/errors';
import { calltouchNetwork } from './guard';

const msOfMinute = 60_000;

const dropRepeats: INodeProperties = {
	displayName: 'Drop Repeats For (Minutes)',
	name: 'dropRepeats',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 10,
	description:
		'How long a delivery is remembered, so that it is dropped when it comes again. 0 lets repeats pass.',
};

const networks: INodeProperties = {
	displayName: 'Source Networks',
	name: 'networks',
	type: 'string',
	default: calltouchNetwork,
	placeholder: `e.g. ${calltouchNetwork}`,
	description:
		'Networks that deliveries may come from, separated by commas. Others are answered with 403. Behind a proxy, n8n needs N8N_PROXY_HOPS to know the sender.',
};

const timezone: INodeProperties = {
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
	// "options" is taken: n8n itself looks into it, see `unread`.
	name: 'additionalOptions',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [timezone, dropRepeats, networks],
};

/**
 * Tells n8n to leave the body unread: it refuses charsets other than Unicode, and answers broken JSON with 422 before
 * the node is asked. Measured with n8n 2.8 and 2.41.
 */
export const unread: INodeProperties = {
	displayName: 'Unread Body',
	name: 'options',
	type: 'hidden',
	default: { binaryData: true },
};

/** What the options say. */
export interface WebhookChoice {
	zone: string;
	/** Milliseconds. */
	dropRepeatsFor: number;
	/** Undefined when every sender is welcome. */
	networks?: string;
}

/** @throws CalltouchError that names the option and shows its value */
export function readWebhookOptions(options: IDataObject): WebhookChoice {
	const zone = zoneName(String(options.timezone ?? timezone.default), timezone.displayName);
	const minutes = Number(options.dropRepeats ?? dropRepeats.default);
	if (!(minutes >= 0)) {
		throw invalidInput(dropRepeats.displayName, options.dropRepeats, 'is not a number of minutes');
	}
	const given = typeof options.networks === 'string' ? options.networks.trim() : '';
	return { zone, dropRepeatsFor: minutes * msOfMinute, networks: given || undefined };
}
