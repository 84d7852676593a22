import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { delay } from '../api/concurrency/delay';
import { sideBySide, type StepAside } from '../api/concurrency/sideBySide';
import { Turns } from '../api/concurrency/turns';
import type { Remarks } from '../api/journals/remarks';
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
	remarks: Remarks,
): Promise<INodeExecutionData[]> {
	const { itemsAtOnce = defaultItemsAtOnce } = operation;
	const review = operation.review?.();
	const turns = new Turns();
	const inputs = context.getInputData().keys();
	const outputs = await sideBySide(inputs, itemsAtOnce, async (itemIndex, stepAside) => {
		// Otherwise, items that fail before their first request would never yield.
		await turns.give();
		return await runItem(context, operation, itemIndex, { signal, stepAside, remarks });
	});
	if (review) outputs.forEach(review);
	return outputs.flat();
}

async function runItem(
	context: IExecuteFunctions,
	operation: ItemOperation,
	itemIndex: number,
	{ signal, stepAside, remarks }: { signal: AbortSignal; stepAside: StepAside; remarks: Remarks },
): Promise<INodeExecutionData[]> {
	const rest = async (milliseconds: number) => await stepAside(delay(milliseconds, signal));
	const execute = async () => {
		const connection = await connect(context, itemIndex, signal);
		return await operation.execute({ context, itemIndex, connection, rest, remarks });
	};
	const items = await execute().catch((error: unknown) => {
		const nodeError = toNodeError(context, error, itemIndex);
		// After a cancel, the other items would only read their credentials, to be told the same.
		if (signal.aborted || !context.continueOnFail()) throw nodeError;
		return [errorItem(nodeError)];
	});
	for (const item of items) item.pairedItem = { item: itemIndex };
	return items;
}
