import { invalidInput } from '../../api/errors';

/** First and last address of a network, inclusive, as 32 hex digits that compare as text. */
export interface Network {
	first: string;
	last: string;
}

/** IPv4-mapped IPv6 addresses (RFC 4291, 2.5.5.2). */
const mappedPrefix = `${'0'.repeat(20)}ffff`;
const addressBits = 128;
const addressDigits = 32;
/** Longest notation of an address: IPv6 with a trailing IPv4. */
const maxAddressLength = 45;

/**
 * Parses addresses, networks and ranges of IPv4 and IPv6, separated by commas or spaces, e.g. `92.118.66.0/23, ::1,
 * 10.0.0.5 - 10.0.0.9`.
 * @throws CalltouchError that names the parameter and shows the invalid entry
 */
export function readNetworks(text: string, parameter: string): Network[] {
	const networks: Network[] = [];
	const words = text.match(/[^\s,;/-]+|[/-]/g) ?? [];
	for (let at = 0; at < words.length; at++) {
		const operator = words[at + 1];
		const isPair = operator === '/' || operator === '-';
		const entry = words.slice(at, at + (isPair ? 3 : 1));
		const network = readNetwork(entry);
		if (!network) {
			const remedy =
				'Enter addresses, networks such as 92.118.66.0/23, or ranges such as 10.0.0.5-10.0.0.9.';
			throw invalidInput(parameter, entry.join(''), 'is no network', remedy);
		}
		networks.push(network);
		at += entry.length - 1;
	}
	return networks;
}

/** Whether an address, as reported by the web server, is in one of the networks. */
export function isInside(address: string, networks: Network[]): boolean {
	// Some proxies append the port.
	const bare = /^\[(.+)\](?::\d+)?$/.exec(address)?.[1] ?? address.replace(/^([\d.]+):\d+$/, '$1');
	const digits = readAddress(bare.replace(/%.*$/, ''));
	if (digits === undefined) return false;
	return networks.some(({ first, last }) => first <= digits && digits <= last);
}

function readNetwork([start = '', operator, end = '']: string[]): Network | undefined {
	const first = readAddress(start);
	if (first === undefined) return undefined;
	if (operator === undefined) return { first, last: first };
	if (operator === '/') return readMask(first, end, start.includes(':') ? addressBits : 32);
	const last = readAddress(end);
	return last === undefined || last < first ? undefined : { first, last };
}

/** Returns the network whose first `bits` of `all` are fixed. */
function readMask(address: string, bits: string, all: number): Network | undefined {
	if (!/^\d{1,3}$/.test(bits) || Number(bits) > all) return undefined;
	const free = BigInt(all - Number(bits));
	const start = (BigInt(`0x${address}`) >> free) << free;
	return { first: digitsOf(start), last: digitsOf(start + (1n << free) - 1n) };
}

function digitsOf(number: bigint): string {
	return number.toString(16).padStart(addressDigits, '0');
}

/** Returns 32 hex digits; undefined if it is not an address. */
function readAddress(address: string): string | undefined {
	if (address.length > maxAddressLength) return undefined;
	const [, start = '', ipv4] = /^(.*:)?([\d.]+\.[\d.]+)$/.exec(address) ?? [undefined, address];
	const tail = ipv4 === undefined ? '' : readIpv4(ipv4);
	if (tail === undefined) return undefined;
	if (ipv4 !== undefined && start === '') return mappedPrefix + tail;
	return readIpv6(tail === '' ? start : `${start}${tail.slice(0, 4)}:${tail.slice(4)}`);
}

/** Expands IPv6 groups, including those left out by `::`. */
function readIpv6(groups: string): string | undefined {
	const [before, after, ...more] = groups.split('::').map(readGroups);
	if (before === undefined || more.length > 0) return undefined;
	if (!groups.includes('::')) return before.length === addressDigits ? before : undefined;
	if (after === undefined) return undefined;
	const missing = addressDigits - before.length - after.length;
	return missing > 0 ? before + '0'.repeat(missing) + after : undefined;
}

function readGroups(text: string): string | undefined {
	const groups = text === '' ? [] : text.split(':');
	if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return undefined;
	return groups.map((group) => group.toLowerCase().padStart(4, '0')).join('');
}

/** Converts a dotted IPv4 address to eight hex digits. */
function readIpv4(address: string): string | undefined {
	const numbers = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/
		.exec(address)
		?.slice(1)
		.map(Number);
	if (!numbers || numbers.some((number) => number > 255)) return undefined;
	return numbers.map((number) => number.toString(16).padStart(2, '0')).join('');
}
