import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Remarks } from '../../api/journals/remarks';
import type { CalltouchRecord } from '../../api/record';

/** Collects the pages of a journal as items, up to the limit. Adds to the remarks that the limit was reached. */
export async function collectItems(
	read: (
		pick: (record: CalltouchRecord) => INodeExecutionData,
	) => AsyncGenerator<INodeExecutionData[]>,
	shape: (record: CalltouchRecord) => IDataObject,
	limit: number | undefined,
	remarks: Remarks,
): Promise<INodeExecutionData[]> {
	const items: INodeExecutionData[] = [];
	for await (const page of read((record) => ({ json: shape(record) }))) {
		for (const item of page) {
			items.push(item);
			if (items.length < (limit ?? Infinity)) continue;
			remarks.reachedLimit = true;
			return items;
		}
	}
	return items;
}
