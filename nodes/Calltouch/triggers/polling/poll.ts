import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { connectTrigger } from '../../actions/connection';
import { toNodeError } from '../../actions/nodeErrors';
import { unknownChoice } from '../../api/errors';
import { parametersOf } from '../../shared/parameters';
import { begin, beginAt, catchUp, dayAt, type Poll } from './catchUp';
import { events } from './events';
import { forgetTrouble, isWorthTelling } from './failures';
import type { Entry, Journal, Rules } from './journal';
import { findLatest } from './latest';
import { loadMemory, saveMemory, type Memory } from './memory';
import { readPollingOptions, type PollingChoice } from './options';

/** Longest time of a poll in milliseconds; n8n may allow less. */
const longestPollMs = 4 * 60_000;
/** Part of n8n's own limit that a poll uses, so that there is time to hand over what it found. */
const usedShare = 0.8;

/** Nodes whose poll is under way: n8n does not wait for one before it starts the next. */
const underWay = new Set<string>();
/** What each node knows. n8n saves it only when something is emitted, and loses it when the node gets another name. */
const memories = new Map<string, Memory>();
/** Activations whose first poll went well. */
const begun = new WeakSet<object>();

/** What one poll works with. */
interface Setting {
	journal: Journal;
	rules: Rules;
	choice: PollingChoice;
}

/** One poll of the trigger node; null starts no workflow. */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	if (context.getMode() === 'manual') return await test(context);
	const place = `${context.getWorkflow().id}:${context.getNode().id}`;
	if (underWay.has(place)) return null;
	underWay.add(place);
	try {
		return await look(context, place);
	} finally {
		underWay.delete(place);
	}
}

/** The button in the editor: one record, and nothing is remembered. */
async function test(context: IPollFunctions): Promise<INodeExecutionData[][]> {
	try {
		const { journal, rules } = await settle(context);
		return output([await findLatest(journal, rules, Date.now() / 1000)]);
	} catch (error) {
		throw toNodeError(context, error);
	}
}

async function look(
	context: IPollFunctions,
	place: string,
): Promise<INodeExecutionData[][] | null> {
	const data = context.getWorkflowStaticData('node');
	const known = later(loadMemory(data), memories.get(place));
	try {
		const signal = AbortSignal.timeout(pollTime(context));
		const { journal, rules, choice } = await settle(context, signal);
		const start = { journal, rules, now: Date.now() / 1000, isOver: () => signal.aborted };
		const { found, memory, stoppedBy } = await follow(context, start, choice, known);
		if (stoppedBy !== undefined && !signal.aborted && found.length === 0) throw stoppedBy;
		// Shaped before it is remembered: a record that cannot be shaped must not be lost.
		const items = output(found);
		saveMemory(data, memory);
		memories.set(place, memory);
		begun.add(context);
		if (stoppedBy === undefined) forgetTrouble(place);
		return found.length > 0 ? items : null;
	} catch (error) {
		const nodeError = toNodeError(context, error);
		if (known === undefined || isWorthTelling(place, error, Date.now())) throw nodeError;
		context.logger.warn(`Calltouch Trigger: ${nodeError.message}. The next poll tries again.`);
		return null;
	}
}

/** Goes on where the node stands, or begins. */
async function follow(
	context: IPollFunctions,
	start: Poll,
	{ startFrom }: PollingChoice,
	known: Memory | undefined,
) {
	const { rules, now } = start;
	const turn = (known?.turn ?? 0) + 1;
	if (known && goesOn(context, known, rules, now, startFrom)) return await catchUp(start, known);
	if (startFrom !== undefined) {
		return await catchUp(start, { ...beginAt(rules, startFrom), turn });
	}
	return { found: [], stoppedBy: undefined, memory: { ...(await begin(start)), turn } };
}

/** Whether what is known is still good; otherwise the node begins as if it were new. */
function goesOn(
	context: IPollFunctions,
	known: Memory,
	{ scope, zone }: Rules,
	now: number,
	startFrom: PollingChoice['startFrom'],
): boolean {
	if (known.scope !== scope) return false;
	if (startFrom !== undefined) return true;
	// What happened while a workflow was switched off is history; an edited one or a restarted n8n goes on.
	const isSwitchedOn = ['activate', 'create'].includes(context.getActivationMode());
	if (isSwitchedOn && !begun.has(context)) return false;
	const reach = Math.max(now, known.newest);
	const wasMadeInTheFuture = known.from > dayAt(zone, reach);
	return !wasMadeInTheFuture;
}

/** Reads the parameters and opens the journal. */
async function settle(context: IPollFunctions, signal?: AbortSignal): Promise<Setting> {
	const connection = await connectTrigger(context, signal);
	const { id: siteId, zone } = connection.site;
	const choice = readPollingOptions(context.getNodeParameter('options', {}) as IDataObject, zone);
	const name = context.getNodeParameter('event') as string;
	const event = Object.hasOwn(events, name) ? events[name] : undefined;
	if (!event) throw unknownChoice('Event', name);
	const opened = event.open(parametersOf(context), connection);
	// As they were typed: a filter with an expression may have another value at each poll.
	const view = JSON.stringify(context.getNode().parameters.filters ?? {});
	return {
		journal: choice.waitForEnd ? opened : withoutWaiting(opened),
		rules: { noun: event.noun, scope: `${name}:${siteId}`, view, zone, lookback: choice.lookback },
		choice,
	};
}

/** Takes every record for ended as soon as it appears. */
function withoutWaiting(journal: Journal): Journal {
	return {
		async *read(days) {
			for await (const entries of journal.read(days)) {
				yield entries.map((entry) => ({ ...entry, ended: true }));
			}
		},
	};
}

function later(one: Memory | undefined, other: Memory | undefined): Memory | undefined {
	return one && other ? (other.turn > one.turn ? other : one) : (one ?? other);
}

/** Milliseconds that a poll may take. n8n 2.39 and newer tell their own limit, where they have one. */
function pollTime(context: IPollFunctions & { getPollBudgetMs?: () => unknown }): number {
	const allowed = context.getPollBudgetMs?.();
	return typeof allowed === 'number' && allowed > 0
		? Math.min(longestPollMs, allowed * usedShare)
		: longestPollMs;
}

function output(entries: Entry[]): INodeExecutionData[][] {
	return [entries.map(({ json }) => ({ json: json() }))];
}
