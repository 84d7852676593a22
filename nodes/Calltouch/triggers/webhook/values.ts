import { recordTime } from '../../api/time/moments';
import { attemptJson } from './boundedJson';

/** How a value is read. What cannot be read that way stays as it came. */
export type ValueKind = 'text' | 'id' | 'number' | 'flag' | 'list' | 'time' | 'object';

const blankWords = new Set(['', 'null', 'undefined']);
const yes = /^(?:true|1|yes|successful|target|uniqtarget|unique|callback|worktime)$/i;
const no = /^(?:false|0|no|unsuccessful|non-?\w+)$/i;

/** Longest text that can be a number, a flag or a time. */
const maxScalarLength = 64;
/** Values of a field that came several times, and parts of a list; what has more stays as it came. */
const maxRepeated = 20;
const maxListEntries = 1000;

type ReadAs = (value: unknown, zone: string) => unknown;

/** A real boolean, number, list, ISO time or text; null for what stands for nothing. `zone` is that of the account. */
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

/** A field that came several times: one value when all are the same, else the list. */
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

/** A number that a JavaScript number holds without loss; a longer one stays a text with every digit. */
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

/** A list as JSON, or with commas between. */
function readList(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	const list = value.startsWith('[') ? attemptJson(value) : undefined;
	if (Array.isArray(list)) return list;
	const parts = value.split(',', maxListEntries + 1);
	if (parts.length > maxListEntries) return value;
	return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** ISO 8601 in the account's zone, from unix time or from `yyyy-mm-dd hh:mm:ss` on the account's clock. */
export function readTime(value: unknown, zone: string): unknown {
	// An object of JSON may look like a time that was read already.
	if (typeof value !== 'number' && !isShort(value)) return value;
	return recordTime(toNumber(value), zone) ?? value;
}

function isShort(value: unknown): value is string {
	return typeof value === 'string' && value.length <= maxScalarLength;
}
