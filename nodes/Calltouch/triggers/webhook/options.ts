import type { INodeProperties } from 'n8n-workflow';
import { zoneName } from '../../api/time/dates';
import { collection } from '../../shared/fields/collection';
import { field, withDefault } from '../../shared/fields/field';
import { parseText, text } from '../../shared/fields/text';
import { zoneOptions } from '../../shared/parameters/zones';
import { duration } from '../../shared/fields/whole';

/** The network that Calltouch sends webhooks from (docs/calltouch-api.md#webhooks). */
const calltouchNetwork = '92.118.66.0/23';

const dropRepeats = duration('Drop Repeats For (Minutes)', {
	unit: 'minutes',
	min: 0,
	default: 10,
	description:
		'How long the last delivery about a call, request, deal or chat is remembered, so that the same one is dropped when it comes again. 0 lets repeats pass.',
});

export const networks = text('Source Networks', {
	default: calltouchNetwork,
	example: calltouchNetwork,
	description:
		'Addresses, networks or ranges (10.0.0.5-10.0.0.9) that deliveries may come from, separated by commas. Others are answered with 403. Behind a proxy, n8n needs N8N_PROXY_HOPS to know the sender.',
});

const timezone = field({
	label: 'Account Time Zone',
	property: {
		type: 'options',
		options: zoneOptions(),
		default: 'Europe/Moscow',
		description:
			'Time zone of your Calltouch account, in which it writes times. An expression gives its name, such as Europe/Moscow.',
	},
	parse: (value, label) => zoneName(parseText(value, label), label),
});

export const secret: INodeProperties = {
	displayName: 'Secret',
	name: 'secret',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description:
		'Better kept in the credential above, whose secret then counts instead. Deliveries without the secret are answered with 403. If there is none at all, anyone who knows the address can start the workflow.',
};

/** `options` is reserved: n8n itself reads it, see `unreadBody`. */
export const optionsName = 'additionalOptions';

export const webhookOptions = collection(
	{ label: 'Options', placeholder: 'Add option' },
	{ dropRepeats: withDefault(dropRepeats), networks, timezone: withDefault(timezone) },
);

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
