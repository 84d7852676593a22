import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { inOrder } from '../api/concurrency/orderedMap';
import { Turns } from '../api/concurrency/turns';
import { connect } from '../n8n/connection';
import { errorItem, toNodeError } from '../n8n/nodeErrors';
import type { ItemOperation } from './operation';

/** Concurrent input items: enough to use the full request rate with answers that take 2 seconds. */
const defaultItemsAtOnce = 20;

/** Runs an operation for every input item concurrently, and returns the outputs in input order. */
export async function runEach(
	context: IExecuteFunctions,
	operation: ItemOperation,
	signal: AbortSignal,
): Promise<INodeExecutionData[]> {
	const output: INodeExecutionData[] = [];
	const { itemsAtOnce = defaultItemsAtOnce } = operation;
	const turns = new Turns();
	const results = inOrder(context.getInputData().keys(), itemsAtOnce, async (itemIndex) => {
		// Items that fail before their first request never wait otherwise.
		await turns.give();
		return await runItem(context, operation, itemIndex, signal);
	});
	for await (const items of results) for (const item of items) output.push(item);
	return output;
}

async function runItem(
	context: IExecuteFunctions,
	operation: ItemOperation,
	itemIndex: number,
	signal: AbortSignal,
): Promise<INodeExecutionData[]> {
	const execute = async () => {
		const connection = await connect(context, itemIndex, signal);
		return await operation.execute({ context, itemIndex, connection });
	};
	const items = await execute().catch((error: unknown) => {
		const nodeError = toNodeError(context, error, itemIndex);
		if (!context.continueOnFail()) throw nodeError;
		return [errorItem(nodeError)];
	});
	for (const item of items) item.pairedItem = { item: itemIndex };
	return items;
}
