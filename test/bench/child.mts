/**
 * The process of one rival: does a small piece of work to load its code, waits for the word, does the whole, and tells
 * what that cost.
 */
import { once } from 'node:events';
import { measure } from './measure.mts';
import { registerBuiltIn } from './rivals/builtIn.mts';
import type { Job } from './rivals/job.mts';
import type { Rival } from './scenarios.mts';

interface Order {
	rival: Rival;
	small: Job;
	whole: Job;
}

const order = JSON.parse(process.argv[2] ?? '') as Order;
const { run } = (await import(
	`./rivals/${order.rival === 'before' ? 'node' : order.rival}.mts`
)) as {
	run: (job: Job) => Promise<void>;
};
await registerBuiltIn();
await run(order.small);
// The starts of the small work must have left the window of the limit.
await new Promise((resolve) => setTimeout(resolve, 1500));
process.send?.('ready');
await once(process, 'message');
const cost = await measure(async () => await run(order.whole));
process.send?.(cost, () => process.exit());
