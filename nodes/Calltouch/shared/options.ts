import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { maxPerSecond } from '../api/adaptiveRate';
import { invalidInput } from '../api/errors';
import { byLabel, textField } from './collections';

export const retryFor: INodeProperties = {
	displayName: 'Keep Trying For (Seconds)',
	name: 'retryFor',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 120,
	description:
		'How long to repeat a request when Calltouch is busy or cannot be reached. 0 means one try only.',
};

export const timeout: INodeProperties = {
	displayName: 'Timeout (Seconds)',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 60,
	description:
		'How long to wait while Calltouch sends nothing. A slow but steady download is not cut off.',
};

const siteId: INodeProperties = textField(
	'Site ID',
	'siteId',
	'12345',
	'Site to use instead of the one in the credential. One API token works for several sites of an account.',
);

const maxRequestsPerSecond: INodeProperties = {
	displayName: 'Requests per Second',
	name: 'maxRequestsPerSecond',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: maxPerSecond },
	default: maxPerSecond,
	description: `How many requests this node may start in a second. Calltouch allows ${maxPerSecond} for everything that reads from one IP address, so a lower number leaves room for others.`,
};

/** Shared by statistics and summaries, whose rows may go into one sheet for several sites. */
export const includeSite: INodeProperties = {
	displayName: 'Include Site ID',
	name: 'includeSite',
	type: 'boolean',
	default: false,
	description: 'Whether to add the site ID to every row, so that several sites can share one table',
};

/** The Options collection: what every operation has, and the operation's own. */
export function optionsWith(own: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [maxRequestsPerSecond, retryFor, siteId, timeout, ...own].sort(byLabel),
	};
}

/** The time that an option gives in seconds, in milliseconds. */
export function readSeconds(
	options: IDataObject,
	{ name, displayName, default: standard, typeOptions }: INodeProperties,
): number {
	const value = options[name] ?? standard;
	const seconds = value === '' ? NaN : Number(value);
	const zeroAllowed = typeOptions?.minValue === 0;
	if ((seconds > 0 || (zeroAllowed && seconds === 0)) && seconds < 1e6) return seconds * 1000;
	throw invalidInput(displayName, value, 'is not a number of seconds');
}

/** How many requests the node may start in a second. */
export function readRate({ maxRequestsPerSecond: value = maxPerSecond }: IDataObject): number {
	const rate = value === '' ? NaN : Number(value);
	if (Number.isInteger(rate) && rate >= 1 && rate <= maxPerSecond) return rate;
	throw invalidInput(
		maxRequestsPerSecond.displayName,
		value,
		`is not a whole number from 1 to ${maxPerSecond}`,
	);
}
