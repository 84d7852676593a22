import { type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { invalidInput } from '../api/errors';
import { inOrder } from '../api/inOrder';
import { connect } from './connection';
import { hintAtSize } from './hints';
import { errorItem, toNodeError } from './nodeErrors';
import { findOperation } from './operations';

/** Input items at work at the same time: enough to keep the rate of requests at 2 seconds an answer. */
const itemsAtOnce = 20;

/** Runs the chosen operation for every input item, side by side, and gives the outputs in the order of the inputs. */
export async function runItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const stop = new AbortController();
	const canceled = context.getExecutionCancelSignal();
	const signal = AbortSignal.any(canceled ? [canceled, stop.signal] : [stop.signal]);
	const output: INodeExecutionData[] = [];
	try {
		const results = inOrder(context.getInputData().keys(), itemsAtOnce, async (itemIndex) => {
			return await runItem(context, itemIndex, signal);
		});
		for await (const items of results) for (const item of items) output.push(item);
	} finally {
		stop.abort();
	}
	hintAtSize(context, output.length);
	return [output];
}

async function runItem(
	context: IExecuteFunctions,
	itemIndex: number,
	signal: AbortSignal,
): Promise<INodeExecutionData[]> {
	const items = await execute(context, itemIndex, signal).catch((error: unknown) => {
		const nodeError = toNodeError(context, error, itemIndex);
		if (!context.continueOnFail()) throw nodeError;
		return [errorItem(nodeError)];
	});
	for (const item of items) item.pairedItem = { item: itemIndex };
	return items;
}

async function execute(
	context: IExecuteFunctions,
	itemIndex: number,
	signal: AbortSignal,
): Promise<INodeExecutionData[]> {
	const resource = context.getNodeParameter('resource', itemIndex);
	const name = context.getNodeParameter('operation', itemIndex);
	const operation = findOperation(resource, name);
	if (!operation) throw invalidInput('Operation', `${resource}: ${name}`, 'does not exist');
	const connection = await connect(context, itemIndex, signal);
	return await operation.execute({ context, itemIndex, connection });
}
