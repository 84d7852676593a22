import { isToolType, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { invalidInput } from '../api/errors';
import { Remarks } from '../api/journals/remarks';
import { runBatches } from './batches';
import { runEach } from './each';
import { hintAtRemarks, hintAtSize } from './hints';
import { toNodeError } from '../n8n/nodeErrors';
import type { Operation } from './operation';
import { findOperation } from './operations';

/** Runs the chosen operation, and aborts whatever is still running once it ends. */
export async function runItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const stop = new AbortController();
	const canceled = context.getExecutionCancelSignal();
	const signal = AbortSignal.any(canceled ? [canceled, stop.signal] : [stop.signal]);
	const remarks = new Remarks();
	const operation = chosenOperation(context);
	const running =
		'execute' in operation
			? runEach(context, operation, signal, remarks)
			: runBatches(context, operation, signal);
	const output = await running.finally(() => stop.abort());
	hintAtSize(context, output.length);
	hintAtRemarks(context, remarks);
	// A model cannot tell an answer without items from none.
	if (output.length === 0 && isToolType(context.getNode().type)) return [[nothingFound()]];
	return [output];
}

function nothingFound(): INodeExecutionData {
	return { json: { message: 'Nothing found' }, pairedItem: { item: 0 } };
}

/** Resource and operation take no expressions, so they are the same for every item. */
function chosenOperation(context: IExecuteFunctions): Operation {
	const resource = context.getNodeParameter('resource', 0);
	const name = context.getNodeParameter('operation', 0);
	const operation = findOperation(resource, name);
	if (operation) return operation;
	throw toNodeError(
		context,
		invalidInput(
			'Operation',
			`${resource}: ${name}`,
			'does not exist',
			'Choose Resource and Operation again, or update the package.',
		),
		0,
	);
}
