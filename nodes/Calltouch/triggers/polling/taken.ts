import type { INodeExecutionData } from 'n8n-workflow';

/**
 * Returns a poll result that reports when n8n takes it. n8n 2.27 and newer silently discards a result, unread, if the
 * workflow was published meanwhile; older versions use it regardless. Once read it becomes a plain list, because n8n
 * writes into it.
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
