import { parseExact } from '../../api/json';
import { recordTime } from '../../api/moments';

/** How a value is read. What cannot be read that way stays as it came. */
export type ValueKind = 'text' | 'id' | 'number' | 'flag' | 'list' | 'time' | 'object';

const nothing = new Set(['', 'null', 'undefined']);
const yes = /^(?:true|1|yes|successful|target|uniqtarget|unique|callback|worktime)$/i;
const no = /^(?:false|0|no|unsuccessful|non-?\w+)$/i;

/** A real boolean, number, list, ISO time or text; null for what stands for nothing. `zone` is that of the account. */
export function readValue(kind: ValueKind, value: unknown, zone: string): unknown {
	if (value === null || value === undefined) return null;
	const text = typeof value === 'string' ? value.trim() : value;
	if (typeof text === 'string' && nothing.has(text)) return null;
	return readers[kind](text, zone);
}

const readers: Record<ValueKind, (value: unknown, zone: string) => unknown> = {
	text: (value) => (typeof value === 'object' ? value : String(value)),
	id: toNumber,
	number: toNumber,
	flag: readFlag,
	list: readList,
	time: readTime,
	object: (value) => (typeof value === 'string' ? (parseJson(value) ?? value) : value),
};

/** A number that a JavaScript number holds without loss; a longer one stays a text with every digit. */
function toNumber(value: unknown): unknown {
	if (typeof value !== 'string' || !/^-?\d+(?:\.\d+)?$/.test(value)) return value;
	const number = Number(value);
	const isExact = value.includes('.') || (Number.isSafeInteger(number) && String(number) === value);
	return isExact ? number : value;
}

function readFlag(value: unknown): unknown {
	const text = String(value);
	if (yes.test(text)) return true;
	return no.test(text) ? false : value;
}

/** A list as JSON, or with commas between. */
function readList(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	const list = value.startsWith('[') ? parseJson(value) : undefined;
	if (Array.isArray(list)) return list;
	const parts = value.split(',').map((part) => part.trim());
	return parts.filter((part) => part !== '');
}

/** ISO 8601 in the account's zone, from unix time or from `yyyy-mm-dd hh:mm:ss` on the account's clock. */
export function readTime(value: unknown, zone: string): unknown {
	return recordTime(toNumber(value), zone) ?? value;
}

function parseJson(text: string): unknown {
	try {
		return parseExact(text);
	} catch {
		return undefined;
	}
}
