/** Minimum gap between two starts, in milliseconds: five at once leave no gap for others who share the address. */
const minGapMs = 18;

/** A started request. */
export interface Start {
	/** Milliseconds of the process clock. */
	at: number;
}

/** What became of a request: any answer but 429, a 429, or no answer. */
export type RequestOutcome = 'served' | 'refused' | 'lost';

/** The last starts of a sender that may start only a number of requests in any window of time. */
export class SlidingWindow {
	/** Oldest first. */
	private starts: Start[] = [];

	/** Remembers `maxStarts` starts, the most ever allowed in a window. */
	constructor(private readonly maxStarts: number) {}

	/**
	 * Returns the time on the process clock from which the next request may start, if `count` fit into a window and any
	 * two are a gap apart.
	 */
	opensAt(count: number, windowMs: number, gapMs = minGapMs): number {
		const leaving = this.starts.at(-count)?.at ?? -Infinity;
		const last = this.starts.at(-1)?.at ?? -Infinity;
		return Math.max(leaving + windowMs, last + Math.max(gapMs, minGapMs));
	}

	/** Returns the remembered starts after this time. */
	since(time: number): Start[] {
		return this.starts.filter(({ at }) => at > time);
	}

	add(start: Start): void {
		this.starts = [...this.starts.slice(1 - this.maxStarts), start];
	}
}
