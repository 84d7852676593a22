import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { CalltouchRecord } from '../api/record';

/**
 * Returns an item that is no failure, with `errorMessage` instead of the key `error`: n8n takes any item with that key
 * for failed, even if it is empty, and with Retry On Fail runs the node again.
 */
export function resultItem(answer: CalltouchRecord): INodeExecutionData {
	if (!Object.hasOwn(answer, 'error')) return { json: answer as IDataObject };
	const { error, ...others } = answer;
	return { json: { errorMessage: error, ...others } as IDataObject };
}
