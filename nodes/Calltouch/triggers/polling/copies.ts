import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { statesOfWorkflow, type NodeState } from './processStates';
import { loadKnown, packKnown, unpackKnown, type Known } from './storage';

/*
 * n8n 2.40 and newer registers only those triggers anew that a publication has changed, with a copy of the workflow's static
 * data, while the others keep the one before. Each emission then stores all of the copy that its trigger has, and with it what
 * the other triggers knew long ago. So each trigger stores the newest memories of the others as well, in the shared part.
 */

/** Key in the static data that all nodes of a workflow share. */
const key = 'calltouchTriggers';

/** Returns the memory that n8n has stored for the node: its own, or the copy of another trigger if that is newer. */
export function loadStored(context: IPollFunctions, data: IDataObject): Known | undefined {
	const own = loadKnown(data);
	const text = loadCopies(context.getWorkflowStaticData('global')).get(context.getNode().name);
	const copy = text === undefined ? undefined : unpackKnown(text);
	return copy && copy.madeAt > (own?.madeAt ?? -1) ? copy : own;
}

/** Stores the memories of the triggers that n8n has not registered together with this one. */
export function saveCopies(context: IPollFunctions, state: NodeState): void {
	const shared = context.getWorkflowStaticData('global');
	const others = statesOfWorkflow(state);
	const isPolledHere = (name: string) =>
		name === state.name || others.some((other) => other.name === name);
	const copies = loadCopies(shared);
	for (const name of copies.keys()) {
		const isGone = context.getChildNodes(name).length === 0;
		if (isPolledHere(name) || isGone) copies.delete(name);
	}
	for (const { name, registration, memory } of others) {
		if (memory && registration !== state.registration) copies.set(name, packKnown(memory));
	}
	if (copies.size > 0) shared[key] = JSON.stringify([...copies]);
	else if (shared[key] !== undefined) delete shared[key];
}

/** Returns packed memories by name of the node; none if nothing readable is stored. */
function loadCopies(shared: IDataObject): Map<string, string> {
	const stored = shared[key];
	if (typeof stored !== 'string') return new Map();
	try {
		return new Map(JSON.parse(stored) as Array<[string, string]>);
	} catch {
		return new Map();
	}
}
