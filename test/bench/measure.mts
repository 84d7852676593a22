import { readFileSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What a piece of work cost the process that did it. */
export interface Cost {
	seconds: number;
	/** Highest resident memory above the idle process. */
	megabytes: number;
	/** Longest time in which the process could do nothing else, in milliseconds. */
	stallMs: number;
}

const samplingMs = 10;

/** Measures one piece of work. The process must have done a small one of the same kind before, so that its code is loaded. */
export async function measure(work: () => Promise<unknown>): Promise<Cost> {
	globalThis.gc?.();
	resetPeak();
	const idle = process.memoryUsage().rss;
	const delay = monitorEventLoopDelay({ resolution: samplingMs });
	delay.enable();
	const begin = performance.now();
	await work();
	const seconds = (performance.now() - begin) / 1000;
	// A stall that ends with the work is noted only when the loop turns again.
	await new Promise((resolve) => setTimeout(resolve, 3 * samplingMs));
	delay.disable();
	const megabytes = (peak() - idle) / 1e6;
	return { seconds, megabytes, stallMs: Math.max(0, delay.max / 1e6 - samplingMs) };
}

/** Linux keeps the peak of a process and can be told to begin anew; elsewhere the peak since the start has to do. */
function resetPeak(): void {
	if (process.platform === 'linux') writeFileSync('/proc/self/clear_refs', '5');
}

function peak(): number {
	if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
	const [, kilobytes] =
		/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
	return Number(kilobytes) * 1024;
}

export function median(values: number[]): number {
	return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}
