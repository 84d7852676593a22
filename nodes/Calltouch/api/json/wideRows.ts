import type { CalltouchRecord } from '../record';

/** The text is searched once per name, so this only pays off for a few names; a call has five. */
const maxNames = 16;
/** Searching for a very long name may cost its length at every position, so only short ones qualify. */
const simpleName = /^[A-Za-z]{1,64}$/;

/** Where `JSON.parse` produced an integer beyond 2^53, exact or rounded. */
interface Slot {
	holder: CalltouchRecord;
	/** `[]` for a list element. */
	name: string;
	/** Index of the record that contains the holder; -1 outside the records. */
	row: number;
}

/**
 * Returns the slots of all integers beyond 2^53, record by record, in a journal: a list of records, or an object with
 * exactly one list. In any other JSON all slots are outside the records.
 */
export function wideSlots(json: unknown): Slot[] {
	const slots: Slot[] = [];
	const rows = journalRows(json);
	if (rows !== json) collect([json], -1, rows, slots);
	for (let row = 0; row < rows.length; row++) collect([rows[row]], row, undefined, slots);
	return slots;
}

/** Iterative, because JSON may be nested deeper than the call stack allows. */
function collect(open: unknown[], row: number, except: unknown, slots: Slot[]): void {
	while (open.length > 0) {
		const holder = open.pop();
		if (typeof holder === 'number' && isWide(holder)) slots.push({ holder: {}, name: '[]', row });
		if (!isHolder(holder) || holder === except) continue;
		// `for in` is four times slower on arrays.
		if (Array.isArray(holder)) {
			for (let at = 0; at < holder.length; at++) open.push(holder[at]);
			continue;
		}
		for (const name in holder) {
			const value = holder[name];
			if (typeof value === 'number') {
				if (isWide(value)) slots.push({ holder, name, row });
			} else if (isHolder(value)) open.push(value);
		}
	}
}

function journalRows(json: unknown): unknown[] {
	if (Array.isArray(json)) return json;
	const members = typeof json === 'object' && json !== null ? Object.values(json) : [];
	const lists = members.filter(Array.isArray);
	return lists.length === 1 ? (lists[0] as unknown[]) : [];
}

/**
 * Restores the digits that `JSON.parse` lost from the text. Returns false, and leaves the slots unusable, if it cannot
 * be certain which digits belong to which record.
 *
 * Records appear in the text in list order, whatever the order of their members. So if the text has as many wide
 * numbers under a name as the records do, each record's share of them is known.
 */
export function restoreRows(text: string, slots: Slot[]): boolean {
	const byName = slotsByName(slots);
	return (
		byName.size <= maxNames &&
		slots.every(({ row }) => row >= 0) &&
		[...byName.keys()].every((name) => simpleName.test(name)) &&
		!hasEscapedLetter(text) &&
		[...byName].every(([name, own]) => restore(text, name, own))
	);
}

function slotsByName(slots: Slot[]): Map<string, Slot[]> {
	const byName = new Map<string, Slot[]>();
	for (const slot of slots) {
		const own = byName.get(slot.name);
		if (own) own.push(slot);
		else byName.set(slot.name, [slot]);
	}
	return byName;
}

/** Whether the text may spell a letter of a name as an escape, e.g. `\u0061` for `a`. */
function hasEscapedLetter(text: string): boolean {
	const escape = '\\u00';
	for (let at = text.indexOf(escape); at !== -1; at = text.indexOf(escape, at + 1)) {
		if ('4567'.includes(text[at + escape.length] ?? '')) return true;
	}
	return false;
}

function restore(text: string, name: string, own: Slot[]): boolean {
	const literals = wideLiterals(text, name);
	if (literals.length !== own.length) return false;
	for (let begin = 0, end = 0; begin < own.length; begin = end) {
		while (own[end]?.row === own[begin]?.row) end++;
		const exact = exactValues(literals, begin, end);
		for (let at = begin; at < end; at++) {
			const { holder } = own[at] as Slot;
			const digits = exact?.get(holder[name]);
			if (digits === undefined) return false;
			holder[name] = digits;
		}
	}
	return true;
}

/**
 * Returns the wide numbers under this name in a valid JSON text, in order. A name that merely ends in it (`"x\\"id"`)
 * makes their count differ from the number of slots.
 */
function wideLiterals(text: string, name: string): string[] {
	const literals: string[] = [];
	// Capitals are rare in text, so searching from the name's first capital on is faster.
	const skipped = Math.max(name.search(/[A-Z]/), 0);
	const mark = `${name.slice(skipped)}"`;
	const number = /\s*:\s*(-?\d[\d.eE+-]*)/y;
	for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + mark.length)) {
		if (!text.startsWith(`"${name}`, at - skipped - 1)) continue;
		number.lastIndex = at + mark.length;
		const literal = number.exec(text)?.[1];
		if (literal !== undefined && isWide(Number(literal))) literals.push(literal);
	}
	return literals;
}

/** Maps the parsed values of one record to the exact ones; undefined if one value was written in two ways. */
function exactValues(
	literals: string[],
	begin: number,
	end: number,
): Map<unknown, string | number> | undefined {
	const exact = new Map<unknown, string | number>();
	for (let at = begin; at < end; at++) {
		const literal = literals[at] as string;
		const value = Number(literal);
		const meant = /^-?\d+$/.test(literal) ? literal : value;
		if ((exact.get(value) ?? meant) !== meant) return undefined;
		exact.set(value, meant);
	}
	return exact;
}

function isHolder(value: unknown): value is CalltouchRecord {
	return typeof value === 'object' && value !== null;
}

function isWide(number: number): boolean {
	return Number.isInteger(number) && !Number.isSafeInteger(number);
}
