/** Runs of each size at least, and at most: the best of them tells what the work costs on a machine that is free. */
const minRuns = 3;
const maxRuns = 15;
/** Below this, in milliseconds, a clock says nothing about growth. */
const noise = 1;

/**
 * Largest growth that is taken for linear. Between the 4 of a line and the 16 of a square, nearer to the square,
 * because caches that are too small and garbage collection make a line look steeper.
 */
export const linear = 11;

/**
 * How many times as long the work takes for an input of four times the size: about 4 when it is linear, 16 when it is
 * quadratic. `make` builds the input for a size, and is not timed. Work that refuses its input is measured as well.
 */
export function growthOf<T>(size: number, make: (size: number) => T, work: (input: T) => unknown) {
	const [small, large] = [make(size), make(4 * size)];
	let [smallBest, largeBest, growth] = [Infinity, Infinity, Infinity];
	for (let run = 1; run <= minRuns || (run <= maxRuns && growth >= linear); run++) {
		smallBest = Math.min(
			smallBest,
			timeOf(() => work(small)),
		);
		largeBest = Math.min(
			largeBest,
			timeOf(() => work(large)),
		);
		growth = (largeBest + noise) / (smallBest + noise);
	}
	return growth;
}

/** Milliseconds of this process, not of the clock: others may keep the machine busy. */
function timeOf(work: () => unknown): number {
	const start = process.cpuUsage();
	try {
		work();
	} catch {
		// Refused.
	}
	const { user, system } = process.cpuUsage(start);
	return (user + system) / 1000;
}
