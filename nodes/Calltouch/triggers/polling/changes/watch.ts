import type { INodePropertyOptions } from 'n8n-workflow';
import type { CalltouchRecord } from '../../../api/record';
import { choices } from '../../../shared/fields/choice';
import { withDefault, type Part } from '../../../shared/fields/field';
import { isText, isSame, tokenOf, tokenOfAll, unknown, type Token } from './tokens';

/** An entry of Watch Fields. */
export interface WatchedField<Block extends string> extends Omit<INodePropertyOptions, 'value'> {
	/** Record keys that it covers; empty for all that no other entry covers. */
	keys: readonly string[];
	/** Whether its keys share a token: for flags, which are short. */
	isOneToken?: boolean;
	/** Block that Calltouch leaves empty unless requested. */
	block?: Block;
	/** Not selected by default. */
	isExtra?: boolean;
}

/** What to compare in each record. */
export interface Watch<Block extends string> {
	blocks: Block[];
	slots: Slot[];
}

/** Values that are compared as one. */
export interface Slot {
	name: string;
	keys: readonly string[];
}

/** Stands in `changedFields` for anything that no other entry of Watch Fields covers. */
const otherKey = 'other';

export const anyOther = {
	name: 'Any Other Field',
	description: `Everything else that Calltouch sends, the blocks under Include among it. It shows up as ${otherKey}.`,
	keys: [],
	isExtra: true,
} as const;

/** The Watch Fields parameter. `fields` are its entries by value. */
export function watchFields<Block extends string>(
	record: string,
	fields: Record<string, WatchedField<Block>>,
): Part<Watch<Block>> {
	const entries = Object.entries(fields);
	const own = withDefault(
		choices('Watch Fields', {
			options: entries
				.map(([value, { name, description }]) => ({
					name,
					value,
					...(description === undefined ? {} : { description }),
				}))
				.sort((a, b) => a.name.localeCompare(b.name, 'en')),
			default: entries.filter(([, { isExtra }]) => !isExtra).map(([value]) => value),
			description: `What counts as a change of a ${record}`,
		}),
	);
	return {
		properties: (name) => own.properties(name),
		read: (source, name) => {
			const chosen = new Set(own.read(source, name));
			const watched = entries.filter(([value]) => chosen.has(value));
			return {
				blocks: watched.flatMap(([, { block }]) => (block === undefined ? [] : [block])),
				slots: watched.flatMap(([value, field]) => slotsOf(value, field)),
			};
		},
	};
}

function slotsOf(name: string, { keys, isOneToken }: WatchedField<string>): Slot[] {
	if (isOneToken || keys.length === 0) return [{ name, keys }];
	return keys.map((key) => ({ name: key, keys: [key] }));
}

/** Returns a function that makes the tokens of a record, one per slot. */
export function tokenizer(slots: Slot[]): (record: CalltouchRecord) => Token[] {
	const named = new Set(slots.flatMap(({ keys }) => keys));
	const others = (record: CalltouchRecord) =>
		Object.fromEntries(Object.entries(record).filter(([key]) => !named.has(key)));
	const makers = slots.map(({ keys }) => {
		const [key, ...more] = keys;
		if (key === undefined) return (record: CalltouchRecord) => tokenOf(others(record));
		if (more.length === 0) return (record: CalltouchRecord) => tokenOf(record[key]);
		return (record: CalltouchRecord) => tokenOfAll(keys.map((each) => record[each]));
	});
	return (record) => makers.map((make) => make(record));
}

/** Describes a change in an item. */
export interface Difference {
	changedFields: string[];
	/** Old values, if they are kept. */
	before: Record<string, unknown>;
}

/** Undefined if nothing has changed. */
export function difference(slots: Slot[], before: Token[], after: Token[]): Difference | undefined {
	const changed = slots.flatMap(({ keys }, at): Change[] => {
		const [was = unknown, is = ''] = [before[at], after[at]];
		if (isSame(was, is)) return [];
		if (keys.length > 1) return changesWithin(keys, was, is);
		const [key] = keys;
		return key === undefined ? [{ key: otherKey }] : [{ key, old: valueOf(was) }];
	});
	if (changed.length === 0) return undefined;
	const kept = changed.filter(({ old }) => old !== undefined);
	return {
		changedFields: changed.map(({ key }) => key),
		before: Object.fromEntries(kept.map(({ key, old }) => [key, old])),
	};
}

interface Change {
	key: string;
	/** Undefined if it is not kept. */
	old?: unknown;
}

/** Returns the keys that differ within a shared token; all of them if one side is only a print. */
function changesWithin(keys: readonly string[], was: Token, is: Token): Change[] {
	const [old, now] = [was, is].map((token) => (token === '' ? [] : valueOf(token)) as unknown[]);
	if (!old || !now) return keys.map((key) => ({ key }));
	const changes = keys.map((key, at) => ({ key, old: old[at] ?? null, now: now[at] ?? null }));
	return changes.filter((each) => JSON.stringify(each.old) !== JSON.stringify(each.now));
}

/** Returns the value in a token; undefined if it is only a print. */
function valueOf(token: Token): unknown {
	if (token === '') return null;
	return isText(token) ? JSON.parse(token) : undefined;
}
