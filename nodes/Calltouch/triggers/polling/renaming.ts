import type { IPollFunctions } from 'n8n-workflow';
import { minAbsenceMs, statesOfId, type NodeState } from './processStates';
import type { Known } from './storage';

/** Returns the memory of a new name: that of the name which the node had before. */
export function memoryBeforeRenaming(context: IPollFunctions, state: NodeState): Known | undefined {
	const [last, other] = goneNames(context, state)
		.filter((before, _, all) => !all.some((later) => followed(later, before)))
		.sort((a, b) => b.calledAt - a.calledAt);
	// Two nodes that share an id have gone at the same time, so it may be either.
	if (!last || (other && isPolledBeside(other, last))) return undefined;
	noteFormerName(state, last);
	return last.memory;
}

/**
 * Returns the memory of a name that the node had after this one, and that is newer than its own: n8n keeps what it stored
 * for a name, also when the node gets another one, and finds it when the node is renamed back.
 */
export function memoryUnderLaterName(
	context: IPollFunctions,
	state: NodeState,
	own: Known,
): Known | undefined {
	const [last] = goneNames(context, state)
		.filter(({ formerNames }) => formerNames.has(state.name))
		.filter((later) => madeAt(later) > own.madeAt)
		.sort((a, b) => madeAt(b) - madeAt(a));
	if (last) noteFormerName(state, last);
	return last?.memory;
}

function madeAt({ memory }: NodeState): number {
	return memory?.madeAt ?? 0;
}

/** States of this node's id under names that no node of the workflow has any more, as far as n8n tells. */
function goneNames(context: IPollFunctions, state: NodeState): NodeState[] {
	return statesOfId(state).filter(
		({ name, registration }) =>
			registration !== state.registration && context.getChildNodes(name).length === 0,
	);
}

function followed(later: NodeState, before: NodeState): boolean {
	return later.formerNames.has(before.name) && later.calledAt > before.calledAt;
}

function isPolledBeside({ calledAt, intervalMs }: NodeState, last: NodeState): boolean {
	return last.calledAt - calledAt <= Math.max(minAbsenceMs, intervalMs * 1.5);
}

function noteFormerName(state: NodeState, before: NodeState): void {
	for (const name of [...before.formerNames, before.name]) state.formerNames.add(name);
}
