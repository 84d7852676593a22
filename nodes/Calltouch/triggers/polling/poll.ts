import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { connectTrigger } from '../../n8n/connection';
import { toNodeError } from '../../n8n/nodeErrors';
import { dayAt } from '../../api/time/dates';
import { unknownChoice } from '../../api/errors';
import { itemSource } from '../../shared/fields/source';
import { parametersOf } from '../../shared/fields/parameters';
import { begin, beginAt } from './beginning';
import { catchUp, type Catch, type Poll } from './catchUp';
import { events } from './events';
import { isWorthTelling } from './failures';
import type { Entry, Journal, Rules } from './journal';
import { findLatest } from './latest';
import { loadMemory, saveMemory, type Memory } from './memory';
import {
	isPolledLately,
	memoryBeforeRenaming,
	notePoll,
	stateOf,
	type NodeState,
	type PollUnderWay,
} from './nodeStates';
import { readPollingOptions } from './options';
import { tellingWhenTaken } from './taken';

/** Longest time of a poll in milliseconds; n8n may allow less. */
const maxPollMs = 4 * 60_000;
/** Part of n8n's own limit that a poll uses, so that there is time to hand over what it found. */
const usedShareOfLimit = 0.8;

/** Registrations whose first poll went well. */
const begun = new WeakSet();
/** What registrations know of a poll that was under way when they came, and that n8n took all the same. */
const inherited = new WeakMap<object, Inheritance>();

interface Inheritance {
	/** Stamp of the memory that the poll went on from. */
	continues: string | undefined;
	memory: Memory;
}

/** What one poll works with. */
interface Setting {
	journal: Journal;
	rules: Rules;
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
	if (loadMemory(data) !== undefined || startFrom) return null;
	return await look(context, state, data, { data, successors: new Set() });
}

/** The button in the editor: one record, and nothing is remembered. */
async function test(context: IPollFunctions): Promise<INodeExecutionData[][]> {
	try {
		const { journal, rules } = await openJournal(context);
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
		const { journal, rules } = await openJournal(context, signal);
		const nowMs = Date.now();
		const start = { journal, rules, now: nowMs / 1000, isOver: () => signal.aborted };
		const { found, memory, stoppedBy } = await advance(context, start, state, known);
		if (stoppedBy !== undefined && !signal.aborted && found.length === 0) throw stoppedBy as Error;
		// Shaped before it is remembered: a record that cannot be shaped must not be lost.
		const items = shape(found);
		saveMemory(data, memory);
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
		return null;
	} catch (error) {
		const nodeError = toNodeError(context, error);
		if (known === undefined || isWorthTelling(state, error, Date.now())) throw nodeError;
		context.logger.warn(`Calltouch Trigger: ${nodeError.message}. The next poll tries again.`);
		return null;
	}
}

/** What the node knows. What n8n has stored is the truth; this process helps only where it goes on from there. */
function recall(context: IPollFunctions, state: NodeState, data: IDataObject): Memory | undefined {
	const stored = loadMemory(data);
	if (stored === undefined) return memoryBeforeRenaming(context, state);
	const heir = inherited.get(data);
	if (heir?.continues === stored.stamp) return heir.memory;
	// The same stamp: polls have read on since it was stored, and found nothing.
	return state.memory?.stamp === stored.stamp ? state.memory : stored;
}

/** Goes on where the node stands, or begins. */
async function advance(
	context: IPollFunctions,
	start: Poll,
	state: NodeState,
	known: Memory | undefined,
): Promise<Catch> {
	const { rules } = start;
	if (known && goesOn(context, known, start, state)) return await catchUp(start, known);
	if (rules.startFrom !== undefined) return await catchUp(start, beginAt(rules, rules.startFrom));
	const before = known?.scope === rules.scope ? known : undefined;
	return { found: [], memory: await begin(start, before) };
}

/** Whether what is known is still good; otherwise the node begins as if it were new. */
function goesOn(
	context: IPollFunctions,
	known: Memory,
	{ rules: { scope, zone, startFrom }, now }: Poll,
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
async function openJournal(context: IPollFunctions, signal?: AbortSignal): Promise<Setting> {
	const connection = await connectTrigger(context, signal);
	const { id: siteId, zone } = connection.site;
	const source = itemSource(parametersOf(context), 0, zone);
	const { lookback, startFrom, waitForEnd } = readPollingOptions(source);
	const name = context.getNodeParameter('event') as string;
	const event = Object.hasOwn(events, name) ? events[name] : undefined;
	if (!event) throw unknownChoice('Event', name);
	const opened = event.open(source, connection);
	// As they were typed: a filter with an expression may have another value at each poll.
	const view = JSON.stringify(context.getNode().parameters.filters ?? {});
	return {
		journal: waitForEnd ? opened : withoutWaiting(opened),
		rules: { noun: event.noun, scope: `${name}:${siteId}`, view, zone, lookback, startFrom },
	};
}

/** Takes every record for ended as soon as it appears. */
function withoutWaiting({ read, readPage }: Journal): Journal {
	const atOnce = (entries: Entry[]) => entries.map((entry) => ({ ...entry, ended: true }));
	return {
		async *read(days) {
			for await (const entries of read(days)) yield atOnce(entries);
		},
		async readPage(days, number) {
			const page = await readPage?.(days, number);
			return page && { ...page, entries: atOnce(page.entries) };
		},
	};
}

/** Milliseconds that a poll may take. n8n 2.39 and newer tell their own limit, where they have one. */
function pollTime(context: IPollFunctions & { getPollBudgetMs?: () => unknown }): number {
	const allowed = context.getPollBudgetMs?.();
	return typeof allowed === 'number' && allowed > 0
		? Math.min(maxPollMs, allowed * usedShareOfLimit)
		: maxPollMs;
}

function shape(entries: Entry[]): INodeExecutionData[] {
	return entries.map(({ json }) => ({ json: json() }));
}
