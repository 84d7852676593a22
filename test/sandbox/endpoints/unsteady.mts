import type { World } from '../server/api.mts';

/** Records by which the list is turned on from page to page. */
const TURN = 137;

const answered = new WeakMap<object, number>();

/** Where a page begins in the list of all records, and how many of the oldest are gone. */
export function shiftOf({ settings, ledger }: World, page: number): { gone: number; turn: number } {
	if (settings.unsteady === 'turning') return { gone: 0, turn: (page - 1) * TURN };
	const before = answered.get(ledger) ?? 0;
	answered.set(ledger, before + 1);
	return { gone: settings.unsteady === 'leaving' && before > 0 ? 1 : 0, turn: 0 };
}
