import type { IExecuteFunctions } from 'n8n-workflow';
import type { Remarks } from '../api/journals/remarks';

/** From here on the items of one run weigh on the whole n8n: saving 100,000 stops it for seconds. */
const manyItems = 20_000;

/** Tells the user of a very large result how to do the same with less. */
export function hintAtSize(context: IExecuteFunctions, items: number): void {
	if (items <= manyItems) return;
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
