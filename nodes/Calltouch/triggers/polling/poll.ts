import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { connectTrigger } from '../../n8n/connection';
import { toNodeError } from '../../n8n/nodeErrors';
import { dayAt } from '../../api/time/dates';
import { unknownChoice, type CalltouchError } from '../../api/errors';
import { parameters } from '../../shared/fields/source';
import { parametersOf } from '../../shared/fields/parameters';
import type { Catch, Poll } from './catchUp';
import { events } from './events';
import { isNoticeDue, isWorthTelling } from './failures';
import { followerOf, type Follower, type PollTime } from './follower';
import type { Entry } from './journal';
import { findLatest } from './latest';
import { loadKnown, saveKnown, type Known } from './known';
import {
	isPolledLately,
	memoryBeforeRenaming,
	notePoll,
	stateOf,
	type NodeState,
	type PollUnderWay,
} from './nodeStates';
import { tellingWhenTaken } from './taken';

/** Longest time of a poll in milliseconds; n8n may allow less. */
const longestPollMs = 4 * 60_000;
/** Part of n8n's own limit that a poll uses, so that there is time to hand over what it found. */
const usedShare = 0.8;

/** Registrations whose first poll went well. */
const begun = new WeakSet();
/** What registrations know of a poll that was under way when they came, and that n8n took all the same. */
const inherited = new WeakMap<object, Inheritance>();

interface Inheritance {
	/** Stamp of the memory that the poll went on from. */
	continues: string | undefined;
	memory: Known;
}

/** One poll of the trigger node; null starts no workflow. */
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
 * A poll while one of an earlier registration of the node is under way. Both would find the same; which of them n8n
 * takes shows only later, so this one waits for its next turn, unless it has to note where the node begins.
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

/** The button in the editor: one record, and nothing is remembered. */
async function test(context: IPollFunctions): Promise<INodeExecutionData[][]> {
	try {
		const { journal, rules } = await settle(context);
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
	let limit: CalltouchError | undefined;
	try {
		const signal = AbortSignal.timeout(pollTime(context));
		const follower = await settle(context, signal);
		const nowMs = Date.now();
		const time = { now: nowMs / 1000, isOver: () => signal.aborted };
		const next = await follow(context, follower, time, { state, known });
		const { found, memory, stoppedBy, notice } = next;
		if (stoppedBy !== undefined && !signal.aborted && found.length === 0) throw stoppedBy as Error;
		// Shaped before it is remembered: a record that cannot be shaped must not be lost.
		const items = shape(found);
		saveKnown(data, memory);
		begun.add(context);
		notePoll(state, nowMs);
		if (stoppedBy === undefined) state.trouble = undefined;
		const take = () => {
			state.memory = memory;
			for (const successor of own.successors)
				inherited.set(successor, { continues: known?.stamp, memory });
		};
		if (found.length > 0) return tellingWhenTaken(items, take);
		state.memory = memory;
		if (known !== undefined) limit = notice;
	} catch (error) {
		const nodeError = toNodeError(context, error);
		if (known === undefined || isWorthTelling(state, error, Date.now())) throw nodeError;
		context.logger.warn(`Calltouch Trigger: ${nodeError.message}. The next poll tries again.`);
	}
	if (limit && isNoticeDue(state, Date.now())) throw toNodeError(context, limit);
	return null;
}

/** What the node knows. What n8n has stored is the truth; this process helps only where it goes on from there. */
function recall(context: IPollFunctions, state: NodeState, data: IDataObject): Known | undefined {
	const stored = loadKnown(data);
	if (stored === undefined) return memoryBeforeRenaming(context, state);
	const heir = inherited.get(data);
	if (heir?.continues === stored.stamp) return heir.memory;
	// The same stamp: polls have read on since it was stored, and found nothing.
	return state.memory?.stamp === stored.stamp ? state.memory : stored;
}

/** Goes on where the node stands, or begins. */
async function follow(
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

/** Whether what is known is still good; otherwise the node begins as if it were new. */
function goesOn(
	context: IPollFunctions,
	known: Known,
	{ rules: { scope, zone, startFrom }, now }: Pick<Poll, 'rules' | 'now'>,
	state: NodeState,
): boolean {
	if (known.scope !== scope) return false;
	if (startFrom !== undefined) return true;
	// What happened while a workflow was switched off is history; an edited one or a restarted n8n goes on.
	const isSwitchedOn = ['activate', 'create'].includes(context.getActivationMode());
	const wasAway = isSwitchedOn && !begun.has(context) && !isPolledLately(state, known, now * 1000);
	if (wasAway) return false;
	const reach = Math.max(now, known.newest);
	const wasMadeInTheFuture = known.from > dayAt(zone, reach);
	return !wasMadeInTheFuture;
}

/** Reads the parameters and opens the journal. */
async function settle(context: IPollFunctions, signal?: AbortSignal): Promise<Follower> {
	const connection = await connectTrigger(context, signal);
	const { id: siteId, zone } = connection.site;
	const source = parameters(parametersOf(context), 0, zone);
	const name = context.getNodeParameter('event') as string;
	const event = Object.hasOwn(events, name) ? events[name] : undefined;
	if (!event) throw unknownChoice('Event', name);
	// As they were typed: a filter with an expression may have another value at each poll.
	const view = JSON.stringify(context.getNode().parameters.filters ?? {});
	const scope = { noun: event.noun, scope: `${name}:${siteId}`, view, zone };
	return followerOf(event, source, connection, scope);
}

/** Milliseconds that a poll may take. n8n 2.39 and newer tell their own limit, where they have one. */
function pollTime(context: IPollFunctions & { getPollBudgetMs?: () => unknown }): number {
	const allowed = context.getPollBudgetMs?.();
	return typeof allowed === 'number' && allowed > 0
		? Math.min(longestPollMs, allowed * usedShare)
		: longestPollMs;
}

function shape(entries: Entry[]): INodeExecutionData[] {
	return entries.map(({ json }) => ({ json: json() }));
}
