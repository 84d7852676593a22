import { maxPerSecond } from '../../api/rate/adaptiveRate';
import { collection } from '../fields/collection';
import { withDefault, type Part, type Parts, type Values } from '../fields/field';
import { id } from '../fields/text';
import { toggle } from '../fields/toggle';
import { duration, whole } from '../fields/whole';

/** Connection settings that every operation and trigger offers. */
const connectionFields = {
	maxRequestsPerSecond: withDefault(
		whole('Requests per Second', {
			min: 1,
			max: maxPerSecond,
			default: maxPerSecond,
			description: `How many requests this node may start in a second. Calltouch allows ${maxPerSecond} for everything that reads from one IP address, so a lower number leaves room for others.`,
		}),
	),
	retryFor: withDefault(
		duration('Keep Trying For (Seconds)', {
			unit: 'seconds',
			min: 0,
			default: 120,
			description:
				'How long to repeat a request when Calltouch is busy or cannot be reached. 0 means one try only.',
		}),
	),
	siteId: id('Site ID', {
		example: '12345',
		description:
			'Site to use instead of the one in the credential. One API token works for several sites of an account.',
	}),
	timeout: withDefault(
		duration('Timeout (Seconds)', {
			unit: 'seconds',
			min: 1,
			default: 60,
			description:
				'How long to wait while Calltouch sends nothing. A slow but steady download is not cut off.',
		}),
	),
};

/** Shared by statistics and summaries, whose rows for several sites may go into one sheet. */
export const includeSite = toggle(
	'Include Site ID',
	'Whether to add the site ID to every row, so that several sites can share one table',
);

const shown = { label: 'Options', placeholder: 'Add option' };

/** The Options collection of an operation without options of its own. */
export const connectionOptions = collection(shown, connectionFields);

/** The Options collection: connection settings plus the operation's own options. Reads only the latter. */
export function optionsWith<P extends Parts>(own: P): Part<Values<P>> {
	const { properties } = collection(shown, { ...connectionFields, ...own });
	return { properties, read: collection(shown, own).read };
}
