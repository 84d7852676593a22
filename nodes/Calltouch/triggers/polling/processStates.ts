import type { IPollFunctions } from 'n8n-workflow';
import type { Asked } from './recorded';
import type { Known } from './storage';

/** State of nodes not polled for this long is dropped: they no longer exist. */
const keptForMs = 24 * 3_600_000;
/** A node polled again within this time was not switched off in between. */
const minAbsenceMs = 10 * 60_000;

/** Ongoing trouble. */
interface Trouble {
	/** Milliseconds. */
	since: number;
	polls: number;
	toldAt?: number;
}

/**
 * What this process knows of a trigger node beyond what n8n has stored. Keyed by workflow and node name, like n8n's
 * static data, because copies may share IDs.
 */
export interface NodeState {
	workflowId: string;
	nodeId: string;
	name: string;
	/** Start of the last poll, in milliseconds. */
	calledAt: number;
	/** Last successful poll, in milliseconds. */
	polledAt: number;
	/** Time between the last two successful polls. */
	intervalMs: number;
	/** Memory after the last poll that found nothing, or whose result n8n accepted. */
	memory?: Known;
	/** The poll in progress. */
	poll?: PollUnderWay;
	trouble?: Trouble;
	/** When somebody was told of what limits the trigger, in milliseconds. */
	noticedAt?: number;
	/** What it was told about recordings. */
	asked: Asked;
}

/** A poll in progress. n8n does not wait for it before starting the next. */
export interface PollUnderWay {
	/** Static data of the node in the polling registration. */
	data: object;
	/** Those of later registrations, made while the poll was running. */
	successors: Set<object>;
}

const states = new Map<string, NodeState>();

/** Returns the state of the polled node. */
export function stateOf(context: IPollFunctions, nowMs: number): NodeState {
	const workflowId = context.getWorkflow().id ?? '';
	const { id: nodeId, name } = context.getNode();
	const place = JSON.stringify([workflowId, name]);
	const known = states.get(place);
	const state = known ?? {
		workflowId,
		nodeId,
		name,
		calledAt: 0,
		polledAt: nowMs,
		intervalMs: 0,
		asked: new Map(),
	};
	state.calledAt = nowMs;
	if (!known) forgetOld(nowMs);
	states.set(place, state);
	return state;
}

/** Returns how many nodes this process knows. */
export function knownNodes(): number {
	return states.size;
}

/** Records a successful poll. */
export function notePoll(state: NodeState, nowMs: number): void {
	state.intervalMs = Math.max(nowMs - state.polledAt, 0);
	state.polledAt = nowMs;
}

/** Whether the node was polled so recently that its workflow cannot have been off for long. */
export function isPolledLately(
	{ polledAt, intervalMs, memory }: NodeState,
	{ readAt }: Known,
	nowMs: number,
): boolean {
	// Another process may have polled it and stored the memory.
	const lastMs = Math.max(memory ? polledAt : 0, readAt * 1000);
	return nowMs - lastMs <= Math.max(minAbsenceMs, intervalMs * 1.5);
}

/** Returns the memory of the node under a former name that no node of the workflow has any more. */
export function memoryBeforeRenaming(
	context: IPollFunctions,
	{ workflowId, nodeId, name }: NodeState,
): Known | undefined {
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
