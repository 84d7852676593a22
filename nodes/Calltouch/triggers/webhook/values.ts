import { recordTime } from '../../api/time/moments';
import { attemptJson } from './boundedJson';

/** How a value is parsed. A value that cannot be parsed that way is kept as sent. */
export type ValueKind = 'text' | 'id' | 'number' | 'flag' | 'list' | 'time' | 'object';

const blankWords = new Set(['', 'null', 'undefined']);
const yes = /^(?:true|1|yes|successful|target|uniqtarget|unique|callback|worktime)$/i;
const no = /^(?:false|0|no|unsuccessful|non-?\w+)$/i;

/** Longest text parsed as a number, flag or time. */
const maxScalarLength = 64;
/** Maximum values of a repeated field, and entries of a list; longer ones are kept as sent. */
const maxRepeated = 20;
const maxListEntries = 1000;

type ReadAs = (value: unknown, zone: string) => unknown;

/** Parses a value into a boolean, number, list, ISO time or text; null for blank ones. `zone` is the account's. */
export function readValue(kind: ValueKind, value: unknown, zone: string): unknown {
	if (value === null || value === undefined) return null;
	const text = typeof value === 'string' ? value.trim() : value;
	if (isBlank(text)) return null;
	if (!Array.isArray(text) || kind === 'list' || kind === 'object')
		return readers[kind](text, zone);
	return text.length > maxRepeated ? text : readRepeated(kind, text, zone);
}

export function isBlank(value: unknown): boolean {
	return value === null || (typeof value === 'string' && blankWords.has(value.trim()));
}

/** Collapses a repeated field into one value if all are equal. */
function readRepeated(kind: ValueKind, values: unknown[], zone: string): unknown {
	const read = values.map((value) => (Array.isArray(value) ? value : readValue(kind, value, zone)));
	return read.length > 0 && read.every((value) => value === read[0]) ? read[0] : read;
}

const readers: Record<ValueKind, ReadAs> = {
	text: (value) => (typeof value === 'object' ? value : String(value)),
	id: toNumber,
	number: toNumber,
	flag: readFlag,
	list: readList,
	time: readTime,
	object: (value) => (typeof value === 'string' ? (attemptJson(value) ?? value) : value),
};

/** Returns a number if JavaScript can hold it exactly; a longer one stays text with every digit. */
function toNumber(value: unknown): unknown {
	if (!isShort(value) || !/^-?\d+(?:\.\d+)?$/.test(value)) return value;
	const number = Number(value);
	const isExact = value.includes('.') || (Number.isSafeInteger(number) && String(number) === value);
	return isExact ? number : value;
}

function readFlag(value: unknown): unknown {
	if (typeof value !== 'number' && typeof value !== 'boolean' && !isShort(value)) return value;
	const text = String(value);
	if (yes.test(text)) return true;
	return no.test(text) ? false : value;
}

/** Parses a JSON or comma-separated list. */
function readList(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	const list = value.startsWith('[') ? attemptJson(value) : undefined;
	if (Array.isArray(list)) return list;
	const parts = value.split(',', maxListEntries + 1);
	if (parts.length > maxListEntries) return value;
	return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** Formats as ISO 8601 in the account's zone, from unix time or from `yyyy-mm-dd hh:mm:ss` on the account's clock. */
export function readTime(value: unknown, zone: string): unknown {
	// A JSON object may look like an already parsed time.
	if (typeof value !== 'number' && !isShort(value)) return value;
	return recordTime(toNumber(value), zone) ?? value;
}

function isShort(value: unknown): value is string {
	return typeof value === 'string' && value.length <= maxScalarLength;
}
