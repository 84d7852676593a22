import type { IExecuteFunctions } from 'n8n-workflow';
import type { Remarks } from '../api/journals/remarks';

/** More items in one run burden the whole of n8n: saving 100,000 blocks it for seconds. */
const maxItemsWithoutHint = 20_000;

/** Tells the user of a very large result how to use less memory. */
export function hintAtSize(context: IExecuteFunctions, items: number): void {
	if (items <= maxItemsWithoutHint) return;
	context.addExecutionHints({
		message: `This node returned ${items.toLocaleString('en')} items. n8n holds all of them in memory and saves them with the execution, which slows it down. Choose the operation Export to File to get files instead of items, set Output to Selected Fields, or narrow the result with Filters or a shorter Period.`,
		type: 'warning',
		location: 'outputPane',
	});
}

/** Tells the user what the journals have shown beside the records. */
export function hintAtRemarks(context: IExecuteFunctions, remarks: Remarks): void {
	const { outside } = remarks;
	const gap = remarks.zoneGap();
	const messages = [
		...(outside > 0
			? [
					`Calltouch sent ${outside.toLocaleString('en')} records of days outside the Period. They were left out.`,
				]
			: []),
		...(gap === undefined
			? []
			: [
					`Calltouch writes the times of these records ${Math.abs(gap) / 60} h ${gap > 0 ? 'later' : 'earlier'} than Account Time Zone of the credential does. Set Account Time Zone to the time zone of the Calltouch account. Otherwise records near midnight count for another day.`,
				]),
	];
	if (messages.length === 0) return;
	context.addExecutionHints(
		...messages.map((message) => ({
			message,
			type: 'warning' as const,
			location: 'outputPane' as const,
		})),
	);
}
