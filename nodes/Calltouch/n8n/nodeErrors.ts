import {
	ExpressionError,
	isToolType,
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

/** Causes that are not about an answer, or the lack of one. */
const outsideCalltouch: ReadonlySet<Cause> = new Set(['invalid-input', 'not-stored', 'canceled']);

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
	const words = error instanceof Error ? error.message || error.name : String(error);
	// Without a message, n8n takes the item for one that succeeded.
	const message = words.trim() || 'Something failed without a message';
	const hasWords = error instanceof NodeOperationError || error instanceof ExpressionError;
	const description = (hasWords && error.description) || undefined;
	const nodeError = new NodeOperationError(
		context.getNode(),
		messageFor(context, message, description),
		{ itemIndex, description },
	);
	// The editor builds its explanation of a failed expression from the context.
	if (error instanceof ExpressionError) {
		Object.assign(nodeError.context, error.context, { itemIndex });
	}
	// n8n's constructor drops both.
	return error instanceof Error
		? Object.assign(nodeError, { stack: error.stack, cause: error })
		: nodeError;
}

function fromCalltouch(
	context: Pick<IExecuteFunctions, 'getNode'>,
	{ reason, message: words, remedy, status, retryAfterMs }: CalltouchError,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	const message = messageFor(context, words, remedy);
	const options = { message, description: remedy, itemIndex };
	const error = outsideCalltouch.has(reason)
		? new NodeOperationError(context.getNode(), message, options)
		: new NodeApiError(
				context.getNode(),
				{ message },
				{ ...options, httpCode: status === undefined ? undefined : String(status) },
			);
	const cause = failureCauses[reason];
	return cause ? Object.assign(error, { failure: { cause, retryAfterMs } }) : error;
}

/** A model gets the message of a tool's error alone, so what to do about it is in there as well. */
function messageFor(
	context: Pick<IExecuteFunctions, 'getNode'>,
	message: string,
	remedy: string | undefined,
): string {
	if (!remedy || !isToolType(context.getNode().type)) return message;
	return `${message.replace(/[^.!?]$/, '$&.')} ${remedy}`;
}

/**
 * Returns the item for Continue On Fail and the error branch. Any further key would send it to the success branch, and with
 * an error object beside it n8n would drop the fields of the input item that it adds on the error branch.
 */
export function errorItem({ message }: Error): INodeExecutionData {
	return { json: { error: message } };
}
