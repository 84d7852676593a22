import type { INodePropertyOptions } from 'n8n-workflow';
import type { CalltouchRecord } from '../../../api/record';
import { choices } from '../../../shared/fields/choice';
import { withDefault, type Part } from '../../../shared/fields/field';
import { isText, isSame, tokenOf, tokenOfAll, unknown, type Token } from './tokens';

/** An entry of Watch Fields. */
export interface WatchedField<Block extends string> extends Omit<INodePropertyOptions, 'value'> {
	/** Keys of a record that it is about; none for all that no other entry is about. */
	keys: readonly string[];
	/** Whether its keys share a token: for flags, which are short. */
	isOneToken?: boolean;
	/** What Calltouch leaves empty unless it is asked for. */
	block?: Block;
	/** Not chosen at first. */
	isExtra?: boolean;
}

/** What is compared of each record. */
export interface Watch<Block extends string> {
	blocks: Block[];
	slots: Slot[];
}

/** Values that are compared as one. */
export interface Slot {
	name: string;
	keys: readonly string[];
}

/** The key under `changedFields` for what no other entry of Watch Fields is about. */
const otherKey = 'other';

export const anyOther = {
	name: 'Any Other Field',
	description: `Everything else that Calltouch sends, the blocks under Include among it. It shows up as ${otherKey}.`,
	keys: [],
	isExtra: true,
} as const;

/** The field Watch Fields. `fields` are the entries by their values. */
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

/** Makes the tokens of a record, one for each slot. */
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

/** What a change is about, as it stands in the item. */
export interface Difference {
	changedFields: string[];
	/** Old values, as far as they are kept. */
	before: Record<string, unknown>;
}

/** Undefined where nothing has changed. */
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
	/** Undefined when it is not kept. */
	old?: unknown;
}

/** The keys of a token of several that differ; all of them when it is only a print. */
function changesWithin(keys: readonly string[], was: Token, is: Token): Change[] {
	const [old, now] = [was, is].map((token) => (token === '' ? [] : valueOf(token)) as unknown[]);
	if (!old || !now) return keys.map((key) => ({ key }));
	const changes = keys.map((key, at) => ({ key, old: old[at] ?? null, now: now[at] ?? null }));
	return changes.filter((each) => JSON.stringify(each.old) !== JSON.stringify(each.now));
}

/** The value of a token that tells it. */
function valueOf(token: Token): unknown {
	if (token === '') return null;
	return isText(token) ? JSON.parse(token) : undefined;
}
