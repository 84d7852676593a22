import type { IDataObject } from 'n8n-workflow';

/** Where Calltouch sends its webhooks from (docs/calltouch-api.md#webhooks). */
export const calltouchNetwork = '92.118.66.0/23';

/** Names under which the secret may come. */
export const secretParameter = 'secret';
const secretHeader = 'x-webhook-secret';

/** Whether the request knows the secret. Without a secret, everybody may come in. */
export function knowsSecret(
	secret: string,
	query: Record<string, string>,
	headers: IDataObject,
): boolean {
	if (secret === '') return true;
	const given = [query[secretParameter], headers[secretHeader]];
	return given.some((text) => typeof text === 'string' && isSame(text, secret));
}

/** Takes as long for a nearly right text as for a wrong one: it looks at every byte that was given. */
export function isSame(given: string, secret: string): boolean {
	const [one, other] = [given, secret].map((text) => new TextEncoder().encode(text));
	if (!one || !other) return false;
	let difference = one.length ^ other.length;
	for (let at = 0; at < one.length; at++) {
		difference |= (one[at] ?? 0) ^ (other[at % Math.max(1, other.length)] ?? 0);
	}
	return difference === 0;
}

/** Whether an address lies in one of the networks, e.g. `92.118.66.0/23, 10.0.0.5`. */
export function isInside(address: string, networks: string): boolean {
	const number = toNumber(address.replace(/^::ffff:/i, ''));
	if (number === undefined) return false;
	return networks.split(/[\s,;]+/).some((network) => {
		const [base = '', bits = '32'] = network.split('/');
		const start = toNumber(base);
		const size = /^\d+$/.test(bits) && Number(bits) <= 32 ? 2 ** (32 - Number(bits)) : 0;
		if (start === undefined || size === 0) return false;
		return Math.floor(number / size) === Math.floor(start / size);
	});
}

/** The four numbers of an IPv4 address as one. */
function toNumber(address: string): number | undefined {
	const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address)?.slice(1).map(Number);
	if (!parts || parts.some((part) => part > 255)) return undefined;
	return parts.reduce((number, part) => number * 256 + part, 0);
}
