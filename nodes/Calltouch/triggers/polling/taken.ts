import type { INodeExecutionData } from 'n8n-workflow';

/**
 * The result of a poll that tells when n8n takes it. n8n throws a result away unread when the workflow was published
 * meanwhile (2.27 and newer) and tells the node nothing; older versions take it all the same. Once it was read it is a
 * plain list, because n8n writes into it.
 */
export function tellingWhenTaken(
	items: INodeExecutionData[],
	onTaken: () => void,
): INodeExecutionData[][] {
	const result: INodeExecutionData[][] = [];
	const become = (value: INodeExecutionData[]) => {
		onTaken();
		Object.defineProperty(result, 0, {
			value,
			enumerable: true,
			configurable: true,
			writable: true,
		});
		return value;
	};
	Object.defineProperty(result, 0, {
		enumerable: true,
		configurable: true,
		get: () => become(items),
		set: become,
	});
	return result;
}
