import type { INodeExecutionData } from 'n8n-workflow';

/**
 * Maximum UTF-8 bytes of a name without its extension: a file system takes 255, and parts of an export add their
 * number.
 */
const maxBytes = 200;
/** Characters of a name to process: trimming the end of a longer one takes a while. */
const maxReadChars = 1000;

/**
 * Control characters, characters that are invisible or reverse the reading order, line breaks, lone surrogates, and
 * path characters.
 */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}"*/:<>?\\|]+/gu;
/** Windows device names, which it recognises with any extension. */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)/iu;
const edges = { start: /^[\s.]+/, end: /[\s.]+$/ };

/**
 * Returns a file name that no system rejects or misreads: without folders, path characters and invisible characters,
 * short enough for every file system, and with the extension. `fallback` is used if nothing is left.
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

/** Cuts a text to at most this many bytes, without splitting a character. */
function upToBytes(text: string, bytes: number): string {
	const { read } = new TextEncoder().encodeInto(text, new Uint8Array(bytes));
	return text.slice(0, read);
}

/** Makes the file names of several items unique, in item order: the second file of a name gets a number. */
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

/** Names in lower case, each with the last number given to a file of that name. */
type TakenNames = Map<string, number>;

/** Takes the name itself, or the name with the next free number. Remembering the number keeps this linear. */
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
