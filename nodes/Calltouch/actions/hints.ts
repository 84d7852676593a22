import type { IExecuteFunctions } from 'n8n-workflow';

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
