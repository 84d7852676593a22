import { lookUp, type Fields } from './fields';
import { isBlank, type ValueKind } from './values';

/** What was sent for one output key. */
interface Gathered {
	kind: ValueKind;
	value: unknown;
}

/** `tags[]`, `tags[0]` and `attrs[color]`, as forms write lists and objects. */
const indexed = /^([^[\]]+)\[([^[\]]*)\]$/;

/**
 * Groups the fields by output key, however their names are spelled. If two names map to one key, the last non-blank
 * value wins.
 */
export function gather(fields: Fields): Map<string, Gathered> {
	const gathered = new Map<string, Gathered>();
	const members = new Map<string, Array<[index: string, value: unknown]>>();
	for (const [name, value] of Object.entries(fields)) {
		const [, base = name, index] = indexed.exec(name) ?? [];
		const [key, kind] = lookUp(base) ?? [];
		if (key === undefined || kind === undefined) continue;
		if (index !== undefined) {
			const own = members.get(key) ?? [];
			own.push([index, value]);
			members.set(key, own);
		} else if (!isBlank(value) || !gathered.has(key)) {
			gathered.set(key, { kind, value });
			continue;
		}
		if (!gathered.has(key)) gathered.set(key, { kind, value: null });
	}
	for (const [key, own] of members) {
		const known = gathered.get(key);
		if (known && isBlank(known.value)) known.value = joined(known.kind, own);
	}
	return gathered;
}

function joined(kind: ValueKind, members: Array<[index: string, value: unknown]>): unknown {
	const areNumbered = members.every(([index]) => /^\d{0,9}$/.test(index));
	if (kind === 'object' && !areNumbered) return Object.fromEntries(members);
	// Members without a number keep their place: sorting is stable.
	if (areNumbered) members.sort(([a], [b]) => Number(a) - Number(b));
	return members.flatMap(([, value]) => value);
}
