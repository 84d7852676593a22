import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Outcome } from '../api/writes/batches';

/** What became of input items whose entries Calltouch has taken, or may have taken, by their `tryKey`. */
const settled = new WeakMap<object, Outcome>();

/**
 * Returns the object that all tries of one run share for an item, and no other run. With Retry On Fail, n8n runs a node
 * again with the very same items, those that succeeded included. Where n8n calls a tool itself, each try has a new item
 * around the same arguments (`makeHandleToolInvocation`). In other runs the JSON may be that of other nodes as well.
 */
export function tryKey(context: IExecuteFunctions, item: INodeExecutionData): object {
	return context.isToolExecution() ? item.json : item;
}

/**
 * Sends the entries of items, except those that an earlier try of the same run has settled. `keys` are the `tryKey` of
 * each. `send` gets the places of the others and returns the outcome of each. Returns the outcomes of all, in order.
 */
export async function sendUnsettled(
	keys: object[],
	send: (places: number[]) => Promise<Outcome[]>,
): Promise<Outcome[]> {
	const open = [...keys.keys()].filter((place) => !settled.has(keys[place] as object));
	const sent = open.length === 0 ? [] : await send(open);
	const outcomes = keys.map((key) => settled.get(key));
	open.forEach((place, at) => (outcomes[place] = sent[at]));
	keys.forEach((key, place) => {
		const { [place]: outcome } = outcomes;
		if (outcome && isSettled(outcome)) settled.set(key, outcome);
	});
	return outcomes as Outcome[];
}

function isSettled(outcome: Outcome): boolean {
	return 'result' in outcome || outcome.error.reason === 'unknown-outcome';
}
