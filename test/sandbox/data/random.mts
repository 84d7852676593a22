/** A 32-bit hash of a text (FNV-1a). */
export function hashText(text: string): number {
	let hash = 0x811c9dc5;
	for (let at = 0; at < text.length; at++) {
		hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	}
	return hash >>> 0;
}

/** Mixes a number into a 32-bit hash; different numbers give different results. */
export function mix(hash: number, value: number): number {
	let mixed = hash ^ value;
	mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
	mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
	return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** A generator of numbers in [0, 1): the same state always gives the same row (mulberry32). */
export function randomFrom(state: number): () => number {
	let current = state | 0;
	return () => {
		current = (current + 0x6d2b79f5) | 0;
		let value = Math.imul(current ^ (current >>> 15), 1 | current);
		value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
		return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
	};
}

/** The item of a list that a number in [0, 1) points at. */
export function pick<T>(items: readonly T[], random: number): T {
	const item = items[Math.floor(random * items.length)];
	if (item === undefined) throw new Error('Nothing to pick from an empty list');
	return item;
}

/** A whole number between two bounds, both included. */
export function between(low: number, high: number, random: number): number {
	return low + Math.floor(random * (high - low + 1));
}

const HEX4 = Array.from({ length: 65_536 }, (_, value) => value.toString(16).padStart(4, '0'));

/** Eight hexadecimal digits of a 32-bit number. */
export function hex8(value: number): string {
	return `${HEX4[value >>> 16]}${HEX4[value & 0xffff]}`;
}
