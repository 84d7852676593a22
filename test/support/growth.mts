/** The larger input has so many times the size of the smaller one. */
const sizes = 16;
/** Runs of each size at least, and at most: the cheapest of them tells what the work costs on a machine that is free. */
const minRuns = 3;
const maxRuns = 30;
/** Below this, in milliseconds of the processor, the larger input cannot have cost the square. */
const noise = 8;
/** Longer than this, in milliseconds, the runs at least are enough to tell. */
const certain = 500;

/**
 * Largest growth that is taken for linear. Nearer to the 256 of a square than to the 16 of a line, because caches that are
 * too small, garbage collection and others on the same machine make a line look steeper.
 */
export const linear = 100;

/**
 * How many times as long the work takes for an input of `size` as for one of a sixteenth of it: about 16 when it is
 * linear, 256 when it is quadratic, and 0 when it is over before that can be told. `make` builds the input for a size,
 * and is not timed. Work that refuses its input is measured as well.
 * @throws whatever the work throws that is no refusal
 */
export async function growthOf<T>(
	size: number,
	make: (size: number) => T,
	work: (input: T) => unknown,
	isRefusal: (error: unknown) => boolean = () => true,
): Promise<number> {
	const [small, large] = [make(Math.ceil(size / sizes)), make(size)];
	let [smallCost, largeCost, growth] = [Infinity, Infinity, Infinity];
	for (let run = 1; run <= minRuns || (run <= maxRuns && growth >= linear); run++) {
		smallCost = Math.min(smallCost, await costOf(() => work(small), isRefusal));
		largeCost = Math.min(largeCost, await costOf(() => work(large), isRefusal));
		if (largeCost < noise) return 0;
		growth = largeCost / Math.max(smallCost, noise / sizes);
		if (run >= minRuns && largeCost > certain) break;
	}
	return growth;
}

/** Milliseconds of the processor, not of the clock: others may keep the machine busy. */
async function costOf(
	work: () => unknown,
	isRefusal: (error: unknown) => boolean,
): Promise<number> {
	const start = process.cpuUsage();
	try {
		await work();
	} catch (error) {
		if (!isRefusal(error)) throw error;
	}
	const { user, system } = process.cpuUsage(start);
	return (user + system) / 1000;
}
