import type { INodeExecutionData } from 'n8n-workflow';

const longest = 120;
/** So much of a name is looked at: what is cut off at the end takes a while to find in a longer one. */
const looked = 1000;

/**
 * A file name that no system refuses: without folders, control signs and signs with a meaning in paths,
 * and with the extension. `fallback` serves when nothing is left.
 */
export function safeFileName(wanted: unknown, fallback: string, extension: string): string {
	const name = String(wanted ?? '')
		.replace(/[\p{Cc}"*/:<>?\\|]+/gu, '_')
		.replace(/^[\s.]+/, '')
		.slice(0, looked)
		.replace(/[\s.]+$/, '');
	const ending = `.${extension}`;
	const bare = name.toLowerCase().endsWith(ending) ? name.slice(0, -ending.length) : name;
	return (bare.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '') || fallback) + ending;
}

/** Gives files of several items different names, in the order of the items: the second of a name gets a number. */
export function uniqueFileNames(): (items: INodeExecutionData[]) => void {
	const taken = new Set<string>();
	return (items) => {
		for (const { json, binary = {} } of items) {
			if (typeof json.fileName !== 'string') continue;
			const fileName = freeName(json.fileName, taken);
			taken.add(fileName.toLowerCase());
			for (const file of Object.values(binary)) file.fileName = fileName;
			json.fileName = fileName;
		}
	};
}

function freeName(name: string, taken: Set<string>): string {
	let free = name;
	for (let number = 2; taken.has(free.toLowerCase()); number++) free = numbered(name, number);
	return free;
}

/** `calls.csv` → `calls_2.csv`. */
export function numbered(name: string, number: number): string {
	return name.replace(/(\.\w+)$/, `_${number}$1`);
}
