import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { connectTrigger } from '../../n8n/connection';
import { toNodeError } from '../../n8n/nodeErrors';
import { dayAt } from '../../api/time/dates';
import { unknownChoice, type CalltouchError } from '../../api/errors';
import { itemSource } from '../../shared/fields/source';
import { parametersOf } from '../../shared/fields/parameters';
import type { Catch } from './catchUp';
import { events } from './events';
import { isNoticeDue, isWorthTelling } from './failures';
import { followerOf, type Follower, type PollTime } from './follower';
import type { Entry, Poll } from './journal';
import { findLatest } from './latest';
import { loadKnown, saveKnown, type Known } from './storage';
import {
	isPolledLately,
	memoryBeforeRenaming,
	notePoll,
	stateOf,
	type NodeState,
	type PollUnderWay,
} from './processStates';
import type { Asked } from './recorded';
import { tellingWhenTaken } from './taken';

/** Time limit of a poll; n8n may allow less. */
const maxPollMs = 4 * 60_000;
/** Share of n8n's own limit that a poll uses, leaving time to pass on the result. */
const usedShareOfLimit = 0.8;

/** Registrations whose first poll succeeded. */
const begun = new WeakSet();
/** For registrations made during a poll: its memory, once n8n has accepted its result. */
const inherited = new WeakMap<object, Inheritance>();

interface Inheritance {
	/** Stamp of the memory that the poll started from. */
	continues: string | undefined;
	memory: Known;
}

/** Stops a poll that works, to tell the user what limits it. */
class Notice extends Error {
	constructor(readonly limit: CalltouchError) {
		super(limit.message);
	}
}

/** Polls the trigger node; null starts no workflow. */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	if (context.getMode() === 'manual') return await test(context);
	const state = stateOf(context, Date.now());
	const data = context.getWorkflowStaticData('node');
	const underWay = state.poll;
	if (underWay?.data === data) return null;
	if (underWay) return await pollBeside(context, state, data, underWay);
	const own: PollUnderWay = { data, successors: new Set() };
	state.poll = own;
	try {
		return await look(context, state, data, own);
	} finally {
		state.poll = undefined;
	}
}

/**
 * Polls while a poll of an earlier registration is still running. Both would find the same, and which result n8n
 * accepts shows only later. So this one waits for its next turn, unless it has to record where the node begins.
 */
async function pollBeside(
	context: IPollFunctions,
	state: NodeState,
	data: IDataObject,
	underWay: PollUnderWay,
): Promise<INodeExecutionData[][] | null> {
	const { startFrom } = context.getNodeParameter('options', {}) as IDataObject;
	underWay.successors.add(data);
	if (loadKnown(data) !== undefined || startFrom) return null;
	return await look(context, state, data, { data, successors: new Set() });
}

/** The test button in the editor: one record, and nothing is remembered. */
async function test(context: IPollFunctions): Promise<INodeExecutionData[][]> {
	try {
		const { journal, rules } = await openFollower(context, new Map());
		return [shape([await findLatest(journal, rules, Date.now() / 1000)])];
	} catch (error) {
		throw toNodeError(context, error);
	}
}

async function look(
	context: IPollFunctions,
	state: NodeState,
	data: IDataObject,
	own: PollUnderWay,
): Promise<INodeExecutionData[][] | null> {
	const known = recall(context, state, data);
	try {
		const signal = AbortSignal.timeout(pollTime(context));
		const follower = await openFollower(context, state.asked, signal);
		const nowMs = Date.now();
		const time = { now: nowMs / 1000, isOver: () => signal.aborted };
		const next = await advance(context, follower, time, { state, known });
		const { found, memory, stoppedBy, notice } = next;
		if (stoppedBy !== undefined && !signal.aborted && found.length === 0) throw stoppedBy as Error;
		begun.add(context);
		notePoll(state, nowMs);
		if (stoppedBy === undefined) state.trouble = undefined;
		// A notice takes the place of one poll: nothing is saved, so the next poll finds the same.
		if (known !== undefined && notice && isNoticeDue(state, nowMs)) throw new Notice(notice);
		// Shaped before the memory is saved, so that a record that cannot be shaped is not lost.
		const items = shape(found);
		saveKnown(data, memory);
		const take = () => {
			state.memory = memory;
			for (const successor of own.successors)
				inherited.set(successor, { continues: known?.stamp, memory });
		};
		if (found.length > 0) return tellingWhenTaken(items, take);
		state.memory = memory;
	} catch (error) {
		if (error instanceof Notice) throw toNodeError(context, error.limit);
		const nodeError = toNodeError(context, error);
		if (known === undefined || isWorthTelling(state, error, Date.now())) throw nodeError;
		context.logger.warn(`Calltouch Trigger: ${nodeError.message}. The next poll tries again.`);
	}
	return null;
}

/**
 * Returns the memory of the node. What n8n has stored is the truth; memory of this process counts only if it continues
 * from there.
 */
function recall(context: IPollFunctions, state: NodeState, data: IDataObject): Known | undefined {
	const stored = loadKnown(data);
	if (stored === undefined) return memoryBeforeRenaming(context, state);
	const heir = inherited.get(data);
	if (heir?.continues === stored.stamp) return heir.memory;
	// Same stamp: polls since then have read on and found nothing.
	return state.memory?.stamp === stored.stamp ? state.memory : stored;
}

/** Continues from the memory, or begins. */
async function advance(
	context: IPollFunctions,
	follower: Follower,
	time: PollTime,
	{ state, known }: { state: NodeState; known: Known | undefined },
): Promise<Catch<Known>> {
	const { rules } = follower;
	if (known && goesOn(context, known, { rules, now: time.now }, state)) {
		return await follower.goOn(time, known);
	}
	return await follower.begin(time, known?.scope === rules.scope ? known : undefined);
}

/** Whether the memory is still valid; otherwise the node begins as if it were new. */
function goesOn(
	context: IPollFunctions,
	known: Known,
	{ rules: { scope, zone, startFrom }, now }: Pick<Poll, 'rules' | 'now'>,
	state: NodeState,
): boolean {
	if (known.scope !== scope) return false;
	if (startFrom !== undefined) return true;
	// Records from while a workflow was off are history; after an edit or a restart of n8n, polling continues.
	const isSwitchedOn = ['activate', 'create'].includes(context.getActivationMode());
	const wasAway = isSwitchedOn && !begun.has(context) && !isPolledLately(state, known, now * 1000);
	if (wasAway) return false;
	const reach = Math.max(now, known.newest);
	const wasMadeInTheFuture = known.from > dayAt(zone, reach);
	return !wasMadeInTheFuture;
}

/** Reads the parameters and opens the journal of the event. */
async function openFollower(
	context: IPollFunctions,
	asked: Asked,
	signal?: AbortSignal,
): Promise<Follower> {
	const connection = await connectTrigger(context, signal);
	const { id: siteId, zone } = connection.site;
	const source = itemSource(parametersOf(context), 0, zone);
	const name = context.getNodeParameter('event') as string;
	const event = Object.hasOwn(events, name) ? events[name] : undefined;
	if (!event) throw unknownChoice('Event', name);
	// As typed: a filter with an expression may have another value at each poll.
	const view = JSON.stringify(context.getNode().parameters.filters ?? {});
	const scope = { noun: event.noun, scope: `${name}:${siteId}`, view, zone };
	return followerOf(event, source, connection, scope, asked);
}

/** Returns how long a poll may take, in milliseconds. n8n 2.39 and newer tell their own limit, if there is one. */
function pollTime(context: IPollFunctions & { getPollBudgetMs?: () => unknown }): number {
	const allowed = context.getPollBudgetMs?.();
	return typeof allowed === 'number' && allowed > 0
		? Math.min(maxPollMs, allowed * usedShareOfLimit)
		: maxPollMs;
}

function shape(entries: Entry[]): INodeExecutionData[] {
	return entries.map(({ json }) => ({ json: json() }));
}
