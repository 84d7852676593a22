import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { connectTrigger } from '../../n8n/connection';
import { toNodeError } from '../../n8n/nodeErrors';
import { dayAt } from '../../api/time/dates';
import { unknownChoice } from '../../api/errors';
import { itemSource } from '../../shared/fields/source';
import { parametersOf } from '../../shared/fields/parameters';
import { makingUp } from './beginning';
import type { Catch } from './catchUp';
import { loadStored, saveCopies } from './copies';
import { events } from './events';
import { isNoticeDue, isWorthTelling } from './failures';
import { followerOf, type Follower, type PollTime } from './follower';
import type { Entry, Poll } from './journal';
import { findLatest } from './latest';
import {
	inWords,
	maxFirstPollMs,
	maxPollMs,
	startTime,
	withinPoll,
	type PollLimits,
} from './pollTime';
import { loadFormerNames, saveFormerNames, saveKnown, type Known } from './storage';
import { isPolledLately, notePoll, stateOf, type NodeState } from './processStates';
import { noteAccepted, noteBeginning, recall } from './recall';
import type { Asked } from './recorded';
import { tellingWhenTaken } from './taken';

/** Registrations whose first poll succeeded. */
const begun = new WeakSet();

/** Registrations of which is known whether the workflow was off before. */
const decided = new WeakSet();

/** Polls the trigger node; null starts no workflow. */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	if (context.getMode() === 'manual') return await test(context);
	const state = stateOf(context, Date.now());
	const data = context.getWorkflowStaticData('node');
	for (const name of loadFormerNames(data)) state.formerNames.add(name);
	if (state.poll === data) return null;
	if (state.poll) return await pollBeside(context, state, data);
	state.poll = data;
	try {
		return await look(context, state, data);
	} finally {
		state.poll = undefined;
		noteBeginning(data);
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
): Promise<INodeExecutionData[][] | null> {
	const { startFrom } = context.getNodeParameter('options', {}) as IDataObject;
	noteBeginning(data);
	const known = recall(context, state, { data, stored: loadStored(context, data) });
	if (known !== undefined || startFrom) return null;
	return await look(context, state, data);
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
): Promise<INodeExecutionData[][] | null> {
	const stored = loadStored(context, data);
	const known = recall(context, state, { data, stored });
	const limits = startTime(context, begun.has(context) ? maxPollMs : maxFirstPollMs);
	try {
		const follower = await openFollower(context, state.asked, limits);
		const nowMs = Date.now();
		const isOver = () => limits.signal.aborted || Date.now() - nowMs > limits.beginMs;
		const time = { now: nowMs / 1000, isOver };
		const next = await advance(context, follower, time, { state, known });
		const { found, stoppedBy, isBlank, notice } = next;
		const memory = { ...next.memory, madeAt: Math.max(time.now, known?.madeAt ?? 0) };
		const isInVain = isBlank || !isOver();
		if (stoppedBy !== undefined && isInVain && found.length === 0) throw stoppedBy as Error;
		const isFirst = !begun.has(context);
		const isStored = found.length > 0 || isFirst;
		begun.add(context);
		notePoll(state, isFirst);
		if (stoppedBy === undefined) state.trouble = undefined;
		// Shaped before the memory is saved, so that a record that cannot be shaped is not lost.
		const items = shape(found);
		saveKnown(data, memory);
		saveFormerNames(data, state.formerNames);
		if (isStored) saveCopies(context, state);
		// Not thrown: n8n would unpublish a workflow whose first poll fails, and pause the trigger.
		if (known !== undefined && notice && isNoticeDue(state, nowMs))
			context.__emitError(toNodeError(context, notice));
		if (found.length > 0) {
			return tellingWhenTaken(items, () => noteAccepted(state, stored, known, memory));
		}
		if (memory.stamp !== known?.stamp)
			state.freshStart = { stamp: memory.stamp, replaced: stored?.stamp };
		state.memory = memory;
	} catch (error) {
		const told = inWords(error);
		const nodeError = toNodeError(context, told);
		if (known === undefined || isWorthTelling(state, told, Date.now())) throw nodeError;
		context.logger.warn(`Calltouch Trigger: ${nodeError.message}. The next poll tries again.`);
	}
	return null;
}

/** Continues from the memory, or begins. */
async function advance(
	context: IPollFunctions,
	follower: Follower,
	time: PollTime,
	{ state, known }: { state: NodeState; known: Known | undefined },
): Promise<Catch<Known>> {
	const { rules } = follower;
	const isAway = wasAway(context, known, state, time.now);
	if (known && goesOn(known, { rules, now: time.now }, isAway)) {
		return await follower.goOn(time, isAway ? makingUp(known, time.now) : known);
	}
	return await follower.begin(time, known?.scope === rules.scope ? known : undefined);
}

/** Whether the memory is still valid; otherwise the node begins as if it were new. */
function goesOn(
	known: Known,
	{ rules: { scope, zone, startFrom }, now }: Pick<Poll, 'rules' | 'now'>,
	isAway: boolean,
): boolean {
	if (known.scope !== scope) return false;
	if (startFrom !== undefined) return true;
	// Records from while a workflow was off are history; after an edit or a restart of n8n, polling continues.
	if (isAway) return false;
	const reach = Math.max(now, known.newest);
	const wasMadeInTheFuture = known.from > dayAt(zone, reach);
	return !wasMadeInTheFuture;
}

/**
 * Whether the workflow was switched on after it was off for long. Decided at the first poll of a registration, and valid
 * until a poll succeeds: polls that fail do not make a workflow one that was off, nor one that was on.
 */
function wasAway(
	context: IPollFunctions,
	known: Known | undefined,
	state: NodeState,
	now: number,
): boolean {
	if (decided.has(context)) return state.isAway;
	decided.add(context);
	const isSwitchedOn = ['activate', 'create'].includes(context.getActivationMode());
	state.isAway ||= isSwitchedOn && known !== undefined && !isPolledLately(state, known, now * 1000);
	return state.isAway;
}

/** Reads the parameters and opens the journal of the event. */
async function openFollower(
	context: IPollFunctions,
	asked: Asked,
	limits?: PollLimits,
): Promise<Follower> {
	const unlimited = await connectTrigger(context, limits?.signal);
	const connection = limits ? withinPoll(unlimited, limits) : unlimited;
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

function shape(entries: Entry[]): INodeExecutionData[] {
	return entries.map(({ json }) => ({ json: json() }));
}
