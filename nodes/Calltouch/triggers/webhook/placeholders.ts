import { lookUp, type Fields } from './fields';

/**
 * Keys, plus one raw name, that every real delivery fills in. UTM parameters are left out: advertisements may carry
 * placeholders there.
 */
const alwaysFilled = new Set([
	'id',
	'callId',
	'leadType',
	'callphase',
	'callerNumber',
	'phoneNumber',
	'phone',
	'callTime',
	'timestamp',
	'requestId',
	'requestNumber',
	'requestDate',
	'orderId',
	'orderNumber',
	'status',
	'duration',
]);

const placeholder = /^\{[\w-]+\}$/;

/** Whether this is a test from Calltouch's own form, which may send `{callerphone}` instead of a phone. */
export function isTestDelivery(fields: Fields): boolean {
	const entries = Object.entries(fields);
	return (
		(entries.length > 0 && entries.every(([, value]) => isPlaceholder(value))) ||
		entries.some(
			([name, value]) =>
				alwaysFilled.has(lookUp(name)?.[0] ?? name.toLowerCase()) && isPlaceholder(value),
		)
	);
}

function isPlaceholder(value: unknown): boolean {
	if (Array.isArray(value)) return value.length > 0 && value.every(isPlaceholder);
	return typeof value === 'string' && placeholder.test(value.trim());
}
