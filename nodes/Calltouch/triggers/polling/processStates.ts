import type { IPollFunctions } from 'n8n-workflow';
import type { Asked } from './recorded';
import type { Known } from './storage';

/** State of nodes not polled for this long is dropped: they no longer exist. Some are polled once a month. */
const keptForMs = 32 * 24 * 3_600_000;
/** A node polled again within this time was not switched off in between. */
export const minAbsenceMs = 10 * 60_000;

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
	/** Names that the node had before. */
	formerNames: Set<string>;
	/** Registration that was polled last; the nodes that n8n registers together have the same one. */
	registration: number;
	/** Start of the last poll, in milliseconds. */
	calledAt: number;
	/** Start of the poll before, whether it succeeded or not; 0 if there was none. */
	calledBefore: number;
	/** Time between the last two regular polls: one at publishing may come at any time. */
	intervalMs: number;
	/** Whether the last successful poll was the first of its registration. */
	hasJustBegun: boolean;
	/** Whether the workflow was off for long, and no poll has succeeded since. */
	isAway: boolean;
	/** Memory after the last poll that found nothing, or whose result n8n accepted. */
	memory?: Known;
	/** The last fresh start that found nothing. */
	freshStart?: FreshStart;
	/** The last result that n8n accepted. */
	accepted?: Accepted;
	/** Static data of the registration whose poll is in progress; n8n does not wait for it before starting the next. */
	poll?: object;
	trouble?: Trouble;
	/** When somebody was told of what limits the trigger, in milliseconds. */
	noticedAt?: number;
	/** What it was told about recordings. */
	asked: Asked;
}

/** A fresh start: n8n may not have stored it. */
interface FreshStart {
	/** Stamp of the memory that it made. */
	stamp: string;
	/** Stamp of the memory that it replaced, if there was one. */
	replaced: string | undefined;
}

/** A result that n8n accepted: registrations that polled before that know nothing of it. */
interface Accepted {
	/** Stamps of the memories that it replaces: what its registration had stored, and what its poll started from. */
	replaces: Array<string | undefined>;
	memory: Known;
	/** When it was accepted, in turns of registrations. */
	turn: number;
}

const states = new Map<string, NodeState>();
const registrations = new WeakMap<object, number>();
let lastRegistration = 0;

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
		formerNames: new Set(),
		registration: 0,
		calledAt: 0,
		calledBefore: 0,
		intervalMs: 0,
		hasJustBegun: false,
		isAway: false,
		asked: new Map(),
	};
	state.calledBefore = state.calledAt;
	state.calledAt = nowMs;
	state.registration = registrationOf(context);
	if (!known) forgetOld(nowMs);
	states.set(place, state);
	return state;
}

/** Returns the number of a registration, known by the static data that its nodes share. */
function registrationOf(context: IPollFunctions): number {
	const shared = context.getWorkflowStaticData('global');
	const number = registrations.get(shared) ?? ++lastRegistration;
	registrations.set(shared, number);
	return number;
}

/** Returns how many nodes this process knows. */
export function knownNodes(): number {
	return states.size;
}

/** Records that the poll succeeded; `isFirst` is that of a registration. */
export function notePoll(state: NodeState, isFirst: boolean): void {
	const { calledAt, calledBefore, intervalMs, hasJustBegun } = state;
	if (!isFirst && calledBefore > 0) {
		const gapMs = Math.max(calledAt - calledBefore, 0);
		state.intervalMs = hasJustBegun ? Math.max(gapMs, intervalMs) : gapMs;
	}
	state.hasJustBegun = isFirst;
	state.isAway = false;
}

/** Whether the node was polled so recently that its workflow cannot have been off for long. */
export function isPolledLately(
	{ calledBefore, intervalMs }: NodeState,
	{ readAt }: Known,
	nowMs: number,
): boolean {
	// Another process may have polled it and stored the memory.
	const lastMs = Math.max(calledBefore, readAt * 1000);
	return nowMs - lastMs <= Math.max(minAbsenceMs, intervalMs * 1.5);
}

/** Returns what is known of the other nodes of the workflow, and of those that it had. */
export function statesOfWorkflow({ workflowId, name }: NodeState): NodeState[] {
	return [...states.values()].filter(
		(other) => other.workflowId === workflowId && other.name !== name,
	);
}

/** Returns what is known of the workflow's nodes with the same id under other names: former ones, or copies. */
export function statesOfId(state: NodeState): NodeState[] {
	return statesOfWorkflow(state).filter(({ nodeId }) => nodeId === state.nodeId);
}

function forgetOld(nowMs: number): void {
	for (const [place, { calledAt, poll }] of states) {
		if (!poll && nowMs - calledAt > keptForMs) states.delete(place);
	}
}
