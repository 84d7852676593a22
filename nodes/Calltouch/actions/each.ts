import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { inOrder } from '../api/concurrency/orderedMap';
import { Turns } from '../api/concurrency/turns';
import type { Remarks } from '../api/journals/remarks';
import { connect } from '../n8n/connection';
import { errorItem, toNodeError } from '../n8n/nodeErrors';
import type { ItemOperation } from './operation';

/** Input items at work at the same time: enough to keep the rate of requests at 2 seconds an answer. */
const usualItemsAtOnce = 20;

/** Runs an operation for every input item, side by side, and gives the outputs in the order of the inputs. */
export async function runEach(
	context: IExecuteFunctions,
	operation: ItemOperation,
	signal: AbortSignal,
	remarks: Remarks,
): Promise<INodeExecutionData[]> {
	const output: INodeExecutionData[] = [];
	const { itemsAtOnce = usualItemsAtOnce } = operation;
	const review = operation.review?.();
	const turns = new Turns();
	const results = inOrder(context.getInputData().keys(), itemsAtOnce, async (itemIndex) => {
		// Items that are refused before any request wait for nothing.
		await turns.give();
		return await runItem(context, operation, itemIndex, signal, remarks);
	});
	for await (const items of results) {
		review?.(items);
		for (const item of items) output.push(item);
	}
	return output;
}

async function runItem(
	context: IExecuteFunctions,
	operation: ItemOperation,
	itemIndex: number,
	signal: AbortSignal,
	remarks: Remarks,
): Promise<INodeExecutionData[]> {
	const execute = async () => {
		const connection = await connect(context, itemIndex, signal);
		return await operation.execute({ context, itemIndex, connection, remarks });
	};
	const items = await execute().catch((error: unknown) => {
		const nodeError = toNodeError(context, error, itemIndex);
		if (!context.continueOnFail()) throw nodeError;
		return [errorItem(nodeError)];
	});
	for (const item of items) item.pairedItem = { item: itemIndex };
	return items;
}
