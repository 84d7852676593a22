import type { INodeExecutionData } from 'n8n-workflow';

/**
 * The result of a poll that tells when n8n takes it. n8n throws a result away unread when the workflow was published
 * meanwhile (2.27 and newer) and tells the node nothing; older versions take it all the same.
 */
export function tellingWhenTaken(
	items: INodeExecutionData[],
	onTaken: () => void,
): INodeExecutionData[][] {
	const result: INodeExecutionData[][] = [];
	Object.defineProperty(result, 0, {
		enumerable: true,
		configurable: true,
		get() {
			onTaken();
			return items;
		},
	});
	return result;
}
