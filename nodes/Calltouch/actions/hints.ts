import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';
import type { Remarks } from '../api/journals/remarks';

/** More items in one run burden all of n8n: saving 100,000 blocks it for seconds. */
const maxItemsWithoutHint = 20_000;

/** Tells the user of a very large result how to use less memory. */
export function hintAtSize(context: IExecuteFunctions, items: number): void {
	if (items <= maxItemsWithoutHint) return;
	const count = items.toLocaleString('en');
	hint(
		context,
		`This node returned ${count} items. n8n holds all of them in memory and saves them with the execution, which slows it down. Choose the operation Export to File to get files instead of items, set Output to Selected Fields, or narrow the result with Filters or a shorter Period.`,
	);
}

/** Tells the user what came up while the journals were read. */
export function hintAtRemarks(context: IExecuteFunctions, remarks: Remarks): void {
	const { outside, missingRecordings, reachedLimit } = remarks;
	if (missingRecordings > 0) {
		const count = missingRecordings.toLocaleString('en');
		hint(
			context,
			`Calls without a recording: ${count}. record.message of their items tells why; with Skip they are left out.`,
		);
	}
	if (reachedLimit) {
		hint(
			context,
			'The list ends at the Limit, and the Period may have more. Switch on Return All to get all of it.',
			'info',
		);
	}
	if (outside > 0) {
		const count = outside.toLocaleString('en');
		hint(
			context,
			`Records of days outside the Period that Calltouch sent and this node left out: ${count}.`,
		);
	}
	const gap = remarks.zoneGap();
	if (gap !== undefined) {
		const hours = Math.abs(gap) / 60;
		const direction = gap > 0 ? 'later' : 'earlier';
		hint(
			context,
			`Calltouch writes the times of these records ${hours} h ${direction} than Account Time Zone of the credential does. Set Account Time Zone to the time zone of the Calltouch account. Otherwise records near midnight count for another day.`,
		);
	}
}

function hint(
	context: IExecuteFunctions,
	message: string,
	type: NodeExecutionHint['type'] = 'warning',
): void {
	context.addExecutionHints({ message, type, location: 'outputPane' });
}
