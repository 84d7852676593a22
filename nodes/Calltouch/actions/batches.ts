import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { maxPerBatch, sendSplitting, type Outcome } from '../api/writes/batches';
import { canceled, CalltouchError } from '../api/errors';
import { mapInOrder } from '../api/concurrency/orderedMap';
import { Turns } from '../api/concurrency/turns';
import type { Connection } from '../api/http/connection';
import { connect } from '../n8n/connection';
import { errorItem, toNodeError } from '../n8n/nodeErrors';
import { resultItem } from '../n8n/resultItem';
import type { BatchOperation } from './operation';
import { sendUnsettled, tryKey } from './settled';

/** Items whose credential is read concurrently: n8n queries its database for each. */
const readingsAtOnce = 50;

/** What to send for one item. */
interface Ready<Entry> {
	itemIndex: number;
	entry: Entry;
}

/**
 * Items that may share requests. Only one of their connections is kept, because those of 10,000 items would take too
 * much memory.
 */
interface ItemGroup<Entry> {
	connection: Connection;
	items: Array<Ready<Entry>>;
}

/** What was read from one item. */
interface ReadItem<Entry> {
	connection: Connection;
	entry: Entry;
}

type ItemGroups<Entry> = Map<string, ItemGroup<Entry>>;

/**
 * Reads every item, sends the entries one batch after the other in as few requests as possible, and returns one output
 * per input, in input order. Sends nothing if an item is invalid and the workflow stops on errors.
 */
export async function runBatches<Entry>(
	context: IExecuteFunctions,
	operation: BatchOperation<Entry>,
	signal: AbortSignal,
): Promise<INodeExecutionData[]> {
	const output: INodeExecutionData[] = [];
	const groups: ItemGroups<Entry> = new Map();
	const turns = new Turns();
	const readings = mapInOrder(context.getInputData().keys(), readingsAtOnce, async (itemIndex) => {
		await turns.give();
		if (signal.aborted) throw toNodeError(context, canceled(), itemIndex);
		return await readItem(context, operation, itemIndex, signal, turns);
	});
	let itemIndex = 0;
	for await (const reading of readings) {
		if (reading instanceof Error) output[itemIndex] = failed(context, reading, itemIndex);
		else addTo(groups, reading, itemIndex, operation);
		itemIndex++;
	}
	let taken = 0;
	for (const batch of inBatches(groups, operation.perRequest)) {
		const { items } = batch;
		const outcomes = await sendBatch(context, batch, operation).catch((error: unknown) => {
			throw toNodeError(context, error, items[0]?.itemIndex);
		});
		taken += outcomes.filter((outcome) => 'result' in outcome).length;
		items.forEach(({ itemIndex }, place) => {
			const outcome = withCount(outcomes[place] as Outcome, context, taken);
			output[itemIndex] =
				'error' in outcome
					? failed(context, outcome.error, itemIndex)
					: { ...resultItem(outcome.result), pairedItem: { item: itemIndex } };
		});
	}
	return output;
}

/** Returns what to send for an item and over which connection, or what is wrong with it. */
async function readItem<Entry>(
	context: IExecuteFunctions,
	operation: BatchOperation<Entry>,
	itemIndex: number,
	signal: AbortSignal,
	turns: Turns,
): Promise<ReadItem<Entry> | Error> {
	try {
		const connection = await connect(context, itemIndex, signal);
		// Many credentials arrive at once, and reading parameters never waits.
		await turns.give();
		return { connection, entry: operation.read({ context, itemIndex, connection }) };
	} catch (error) {
		return error instanceof Error ? error : new Error(String(error));
	}
}

function addTo<Entry>(
	groups: ItemGroups<Entry>,
	{ connection, entry }: ReadItem<Entry>,
	itemIndex: number,
	operation: BatchOperation<Entry>,
): void {
	const key = groupKey(connection, operation.together?.(entry));
	const group = groups.get(key) ?? { connection, items: [] };
	groups.set(key, group);
	group.items.push({ itemIndex, entry });
}

/** Equal for items that may share a request. Contains the token, so it must not be shown anywhere. */
function groupKey({ site, policy }: Connection, together: string | undefined): string {
	return JSON.stringify([site.account, site.id, policy, together]);
}

/** Returns the error item of a failure; throws if the workflow stops on errors. */
function failed(context: IExecuteFunctions, error: Error, itemIndex: number): INodeExecutionData {
	const nodeError = toNodeError(context, error, itemIndex);
	if (!context.continueOnFail()) throw nodeError;
	return { ...errorItem(nodeError), pairedItem: { item: itemIndex } };
}

/** Yields the items of each group in order, in batches of the size that Calltouch accepts. */
function* inBatches<Entry>(
	groups: ItemGroups<Entry>,
	size = maxPerBatch,
): Generator<ItemGroup<Entry>> {
	for (const { connection, items } of groups.values()) {
		for (let from = 0; from < items.length; from += size) {
			yield { connection, items: items.slice(from, from + size) };
		}
	}
}

async function sendBatch<Entry>(
	context: IExecuteFunctions,
	{ connection, items }: ItemGroup<Entry>,
	operation: BatchOperation<Entry>,
): Promise<Outcome[]> {
	const inputs = context.getInputData();
	const keys = items.map(({ itemIndex }) =>
		tryKey(context, inputs[itemIndex] as INodeExecutionData),
	);
	const write = async (part: Entry[]) => await operation.write(connection, part);
	return await sendUnsettled(keys, async (places) => {
		const entries = places.map((place) => (items[place] as Ready<Entry>).entry);
		return await sendSplitting(entries, write);
	});
}

/** If the workflow stops halfway, the user needs to know how much is already done. */
function withCount(outcome: Outcome, context: IExecuteFunctions, taken: number): Outcome {
	const all = context.getInputData().length;
	if ('result' in outcome || context.continueOnFail() || all === 1) return outcome;
	const { reason, message, remedy = '', status, retryAfterMs } = outcome.error;
	const count = `Calltouch has taken ${taken} of the ${all} items so far.`;
	return {
		error: new CalltouchError(reason, message, {
			status,
			retryAfterMs,
			remedy: `${remedy} ${count} Set On Error to Continue to get a result for every item.`.trim(),
		}),
	};
}
