import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import type { NodeState } from './processStates';
import { memoryBeforeRenaming, memoryUnderLaterName } from './renaming';
import type { Known } from './storage';

/** When a registration, known by its static data, began to poll. */
const beginnings = new WeakMap<object, number>();
/** Counts beginnings and accepted results. */
let turn = 0;

/** Records that a registration polls, from now on if it has not before. */
export function noteBeginning(data: object): void {
	if (!beginnings.has(data)) beginnings.set(data, ++turn);
}

/** Records that n8n accepted the result of a poll that started from `known`. */
export function noteAccepted(
	state: NodeState,
	stored: Known | undefined,
	known: Known | undefined,
	memory: Known,
): void {
	state.memory = memory;
	state.accepted = { replaces: [stored?.stamp, known?.stamp], memory, turn: ++turn };
}

/**
 * Returns the memory of the node. What n8n has stored is the truth; memory of this process counts only if it continues
 * from there.
 */
export function recall(
	context: IPollFunctions,
	state: NodeState,
	place: { data: IDataObject; stored: Known | undefined },
): Known | undefined {
	const own = recallOwn(state, place);
	return own
		? (memoryUnderLaterName(context, state, own) ?? own)
		: memoryBeforeRenaming(context, state);
}

/** Returns the memory that the node has under its name. */
function recallOwn(
	state: NodeState,
	{ data, stored }: { data: IDataObject; stored: Known | undefined },
): Known | undefined {
	const { memory, freshStart, accepted } = state;
	if (memory && memory.stamp === freshStart?.stamp && stored?.stamp === freshStart.replaced)
		return memory;
	// n8n may poll several registrations at once, each with static data of its own.
	const wasThere = accepted && (beginnings.get(data) ?? Infinity) < accepted.turn;
	if (wasThere && accepted.replaces.includes(stored?.stamp)) return accepted.memory;
	// Same stamp: polls since then, here or on another main, have read on and found nothing.
	return memory && memory.stamp === stored?.stamp && memory.polls >= stored.polls ? memory : stored;
}
