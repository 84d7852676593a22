/** Least distance of two starts, in milliseconds: who sends five at once leaves no gap to others who share the address. */
const minGapMs = 18;

/** A request that was started. */
export interface Start {
	/** Milliseconds of the process clock. */
	at: number;
}

/** The last starts of somebody who may start only so many requests in any window of time. */
export class SlidingWindow {
	/** Oldest first. */
	private starts: Start[] = [];

	/** Remembers as many starts as are ever allowed in a window. */
	constructor(private readonly maxStarts: number) {}

	/**
	 * The time of the process clock from which on the next request may start: `count` fit into a window of so many
	 * milliseconds, and two starts keep a distance.
	 */
	opensAt(count: number, windowMs: number, gapMs = minGapMs): number {
		const leaving = this.starts.at(-count)?.at ?? -Infinity;
		const last = this.starts.at(-1)?.at ?? -Infinity;
		return Math.max(leaving + windowMs, last + Math.max(gapMs, minGapMs));
	}

	/** The remembered starts after this time. */
	since(time: number): Start[] {
		return this.starts.filter(({ at }) => at > time);
	}

	add(start: Start): void {
		this.starts = [...this.starts.slice(1 - this.maxStarts), start];
	}
}
