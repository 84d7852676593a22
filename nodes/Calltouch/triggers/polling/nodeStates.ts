import type { IPollFunctions } from 'n8n-workflow';
import type { Memory } from './memory';

/** What is kept of nodes that were not polled for so long is let go: they do not exist any more. In milliseconds. */
const keptForMs = 24 * 3_600_000;
/** Whoever is polled again after so long at the most was not switched off meanwhile, in milliseconds. */
const minAbsenceMs = 10 * 60_000;

/** Trouble that lasts. */
interface Trouble {
	/** Milliseconds. */
	since: number;
	polls: number;
	toldAt?: number;
}

/**
 * What this process knows of a trigger node beside what n8n has stored. n8n keeps the data of a node by the workflow
 * and the node's name, and so does this: ids may be shared by copies.
 */
export interface NodeState {
	workflowId: string;
	nodeId: string;
	name: string;
	/** When a poll began last, in milliseconds. */
	calledAt: number;
	/** When a poll went well last, in milliseconds. */
	polledAt: number;
	/** Time between the last two polls, in milliseconds. */
	intervalMs: number;
	/** The memory after the last poll that found nothing, or whose finds n8n has taken. */
	memory?: Memory;
	/** The poll that is under way. */
	poll?: PollUnderWay;
	trouble?: Trouble;
}

/** A poll that has not ended. n8n does not wait for one before it starts the next. */
export interface PollUnderWay {
	/** The node's data of the registration that polls. */
	data: object;
	/** Those of later registrations, which came before it ended. */
	successors: Set<object>;
}

const states = new Map<string, NodeState>();

/** The state of the node that is polled. */
export function stateOf(context: IPollFunctions, nowMs: number): NodeState {
	const workflowId = context.getWorkflow().id ?? '';
	const { id: nodeId, name } = context.getNode();
	const place = JSON.stringify([workflowId, name]);
	const known = states.get(place);
	const state = known ?? { workflowId, nodeId, name, calledAt: 0, polledAt: nowMs, intervalMs: 0 };
	state.calledAt = nowMs;
	if (!known) forgetOld(nowMs);
	states.set(place, state);
	return state;
}

/** The number of nodes that this process knows. */
export function knownNodes(): number {
	return states.size;
}

/** Notes that a poll went well. */
export function notePoll(state: NodeState, nowMs: number): void {
	state.intervalMs = Math.max(nowMs - state.polledAt, 0);
	state.polledAt = nowMs;
}

/** Whether the node was polled so lately that its workflow cannot have been switched off for long. */
export function isPolledLately(
	{ polledAt, intervalMs, memory }: NodeState,
	{ readAt }: Memory,
	nowMs: number,
): boolean {
	// Another process may have polled it, and stored the memory.
	const lastMs = Math.max(memory ? polledAt : 0, readAt * 1000);
	return nowMs - lastMs <= Math.max(minAbsenceMs, intervalMs * 1.5);
}

/** What a node knew under another name, which no node of the workflow has any more. */
export function memoryBeforeRenaming(
	context: IPollFunctions,
	{ workflowId, nodeId, name }: NodeState,
): Memory | undefined {
	const before = [...states.values()].filter(
		(state) => state.workflowId === workflowId && state.nodeId === nodeId && state.name !== name,
	);
	const [only] = before;
	if (!only || before.length > 1 || context.getChildNodes(only.name).length > 0) return undefined;
	return only.memory;
}

function forgetOld(nowMs: number): void {
	for (const [place, { calledAt, poll }] of states) {
		if (!poll && nowMs - calledAt > keptForMs) states.delete(place);
	}
}
