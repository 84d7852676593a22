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
	memory: Memory;
}

interface Setting {
	journal: Journal;
	rules: Rules;
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
	if (loadMemory(data) !== undefined || startFrom) return null;
	return await look(context, state, data, { data, successors: new Set() });
}

/** The test button in the editor: one record, and nothing is remembered. */
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
		// Shaped before the memory is saved, so that a record that cannot be shaped is not lost.
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

/**
 * Returns the memory of the node. What n8n has stored is the truth; memory of this process counts only if it continues
 * from there.
 */
function recall(context: IPollFunctions, state: NodeState, data: IDataObject): Memory | undefined {
	const stored = loadMemory(data);
	if (stored === undefined) return memoryBeforeRenaming(context, state);
	const heir = inherited.get(data);
	if (heir?.continues === stored.stamp) return heir.memory;
	// Same stamp: polls since then have read on and found nothing.
	return state.memory?.stamp === stored.stamp ? state.memory : stored;
}

/** Continues from the memory, or begins. */
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

/** Whether the memory is still valid; otherwise the node begins as if it were new. */
function goesOn(
	context: IPollFunctions,
	known: Memory,
	{ rules: { scope, zone, startFrom }, now }: Poll,
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
	// As typed: a filter with an expression may have another value at each poll.
	const view = JSON.stringify(context.getNode().parameters.filters ?? {});
	return {
		journal: waitForEnd ? opened : withoutWaiting(opened),
		rules: { noun: event.noun, scope: `${name}:${siteId}`, view, zone, lookback, startFrom },
	};
}

/** Treats every record as ended as soon as it appears. */
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
