import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { mostPerBatch, sendSplitting, type Outcome } from '../api/batches';
import { CalltouchError } from '../api/errors';
import type { Connection } from '../api/types';
import { connect } from './connection';
import { errorItem, toNodeError } from './nodeErrors';
import type { BatchOperation } from './operation';

/** What one item wants to be sent. */
interface Ready<Entry> {
	itemIndex: number;
	connection: Connection;
	entry: Entry;
}

/**
 * Reads every item, sends what they want in as few requests as Calltouch allows, one after the other, and gives one
 * output for each input, in the order of the inputs. Nothing is sent when an item cannot be read and the workflow
 * stops on errors.
 */
export async function runBatches<Entry>(
	context: IExecuteFunctions,
	operation: BatchOperation<Entry>,
	signal: AbortSignal,
): Promise<INodeExecutionData[]> {
	const output: INodeExecutionData[] = [];
	const ready: Array<Ready<Entry>> = [];
	for (const itemIndex of context.getInputData().keys()) {
		const read = await readItem(context, operation, itemIndex, signal);
		if (read instanceof Error) output[itemIndex] = failed(context, read, itemIndex);
		else ready.push(read);
	}
	let taken = 0;
	for (const batch of inBatches(ready, operation)) {
		const outcomes = await sendBatch(batch, operation).catch((error: unknown) => {
			throw toNodeError(context, error, batch[0]?.itemIndex);
		});
		taken += outcomes.filter((outcome) => 'result' in outcome).length;
		batch.forEach(({ itemIndex }, place) => {
			const outcome = withCount(outcomes[place] as Outcome, context, taken);
			output[itemIndex] =
				'error' in outcome
					? failed(context, outcome.error, itemIndex)
					: { json: outcome.result as IDataObject, pairedItem: { item: itemIndex } };
		});
	}
	return output;
}

async function readItem<Entry>(
	context: IExecuteFunctions,
	operation: BatchOperation<Entry>,
	itemIndex: number,
	signal: AbortSignal,
): Promise<Ready<Entry> | Error> {
	const read = async () => {
		const connection = await connect(context, itemIndex, signal);
		return { itemIndex, connection, entry: operation.read({ context, itemIndex, connection }) };
	};
	return await read().catch((error: unknown) =>
		error instanceof Error ? error : new Error(String(error)),
	);
}

/** The item of a failure; throws when the workflow stops on errors. */
function failed(context: IExecuteFunctions, error: Error, itemIndex: number): INodeExecutionData {
	const nodeError = toNodeError(context, error, itemIndex);
	if (!context.continueOnFail()) throw nodeError;
	return { ...errorItem(nodeError), pairedItem: { item: itemIndex } };
}

/** Entries that may share a request, in the order of the items and as many together as Calltouch takes. */
function inBatches<Entry>(
	ready: Array<Ready<Entry>>,
	{ together }: BatchOperation<Entry>,
): Array<Array<Ready<Entry>>> {
	const groups = new Map<string, Array<Ready<Entry>>>();
	for (const one of ready) {
		const { site, policy } = one.connection;
		const share = [site.baseUrl, site.id, site.zone, policy, together?.(one.entry)];
		const key = JSON.stringify(share);
		const group = groups.get(key);
		if (group) group.push(one);
		else groups.set(key, [one]);
	}
	return [...groups.values()].flatMap((group) =>
		Array.from({ length: Math.ceil(group.length / mostPerBatch) }, (_, at) =>
			group.slice(at * mostPerBatch, (at + 1) * mostPerBatch),
		),
	);
}

async function sendBatch<Entry>(
	batch: Array<Ready<Entry>>,
	operation: BatchOperation<Entry>,
): Promise<Outcome[]> {
	const [first] = batch;
	if (!first) return [];
	const entries = batch.map(({ entry }) => entry);
	return await sendSplitting(
		entries,
		async (part) => await operation.write(first.connection, part),
	);
}

/** When the workflow stops among many items, the user needs to know how much is done already. */
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
