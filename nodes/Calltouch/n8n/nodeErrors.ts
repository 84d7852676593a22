import {
	NodeApiError,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { CalltouchError, type Cause } from '../api/errors';

/** Causes that n8n 2.37 and newer reads from an error to decide what to do next; older versions ignore them. */
const failureCauses: Partial<Record<Cause, string>> = {
	'invalid-input': 'configuration-invalid',
	'refused-credential': 'credential-invalid',
	'rate-limited': 'rate-limited',
	unavailable: 'temporarily-unavailable',
	unreachable: 'temporarily-unavailable',
};

/**
 * Returns the n8n error for whatever stopped an item, without the request or the answer in it. An unexpected error
 * keeps its stack and becomes the cause, so that its origin can be found.
 */
export function toNodeError(
	context: Pick<IExecuteFunctions, 'getNode'>,
	error: unknown,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	if (error instanceof CalltouchError) return fromCalltouch(context, error, itemIndex);
	const message = error instanceof Error ? error.message : String(error);
	const description = error instanceof NodeOperationError ? error.description : undefined;
	const nodeError = new NodeOperationError(context.getNode(), message, {
		itemIndex,
		description: description ?? undefined,
	});
	// n8n's constructor drops both.
	return error instanceof Error
		? Object.assign(nodeError, { stack: error.stack, cause: error })
		: nodeError;
}

function fromCalltouch(
	context: Pick<IExecuteFunctions, 'getNode'>,
	{ reason, message, remedy, status, retryAfterMs }: CalltouchError,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	const options = { message, description: remedy, itemIndex };
	const error =
		reason === 'invalid-input' || reason === 'canceled'
			? new NodeOperationError(context.getNode(), message, options)
			: new NodeApiError(
					context.getNode(),
					{ message },
					{ ...options, httpCode: status === undefined ? undefined : String(status) },
				);
	const cause = failureCauses[reason];
	return cause ? Object.assign(error, { failure: { cause, retryAfterMs } }) : error;
}

/** Returns the item for Continue On Fail and the error branch; any further key would send it to the success branch. */
export function errorItem(error: NodeApiError | NodeOperationError): INodeExecutionData {
	return { json: { error: error.message }, error };
}
