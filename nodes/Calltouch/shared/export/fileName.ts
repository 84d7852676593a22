import type { INodeExecutionData } from 'n8n-workflow';

/** Bytes of a name in UTF-8 without its extension: a file system takes 255, and a part of an export adds its number. */
const maxBytes = 200;
/** So much of a name is looked at: what is cut off at the end takes a while to find in a longer one. */
const maxReadChars = 1000;

/** Control signs, signs that turn the reading order or are not seen, ends of lines, halves of signs, and those of paths. */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}"*/:<>?\\|]+/gu;
/** Devices of Windows, which it finds behind any extension. */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)/iu;
const edges = { start: /^[\s.]+/, end: /[\s.]+$/ };

/**
 * A file name that no system refuses or reads as something else: without folders, signs with a meaning in paths and signs
 * that are not seen, of a length that every file system takes, and with the extension. `fallback` serves when nothing is left.
 */
export function safeFileName(wanted: unknown, fallback: string, extension: string): string {
	const ending = `.${extension}`;
	const name = String(wanted ?? '')
		.slice(0, maxReadChars)
		.replace(unsafe, '_')
		.replace(edges.start, '')
		.replace(edges.end, '');
	const bare = name.toLowerCase().endsWith(ending) ? name.slice(0, -ending.length) : name;
	const short = upToBytes(bare, maxBytes).replace(edges.end, '');
	return (device.test(short) ? `_${short}` : short || fallback) + ending;
}

/** The beginning of a text that has so many bytes at most, of whole signs. */
function upToBytes(text: string, bytes: number): string {
	const { read } = new TextEncoder().encodeInto(text, new Uint8Array(bytes));
	return text.slice(0, read);
}

/** Gives files of several items different names, in the order of the items: the second of a name gets a number. */
export function uniqueFileNames(): (items: INodeExecutionData[]) => void {
	const taken: TakenNames = new Map();
	return (items) => {
		for (const { json, binary = {} } of items) {
			if (typeof json.fileName !== 'string') continue;
			const fileName = freeName(json.fileName, taken);
			for (const file of Object.values(binary)) file.fileName = fileName;
			json.fileName = fileName;
		}
	};
}

/** Names in lower case, each with the last number that a file of the same name got. */
type TakenNames = Map<string, number>;

/** Takes the name, or the next number of it that is free. */
function freeName(name: string, taken: TakenNames): string {
	const key = name.toLowerCase();
	let number = taken.get(key) ?? 1;
	let free = name;
	while (taken.has(free.toLowerCase())) free = numbered(name, ++number);
	taken.set(key, number);
	taken.set(free.toLowerCase(), 1);
	return free;
}

/** `calls.csv` → `calls_2.csv`. */
export function numbered(name: string, number: number): string {
	return name.replace(/(\.\w+)$/, `_${number}$1`);
}
