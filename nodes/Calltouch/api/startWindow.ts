/** A second, and a little more: requests do not travel equally fast, and take some milliseconds to leave. */
export const secondMs = 1015;
/** Between two starts, in milliseconds: who sends five at once leaves no gap to others who share the address. */
const apartMs = 18;

/** The start of a request. */
export interface Start {
	/** Milliseconds of the process clock. */
	at: number;
}

/** The last starts of somebody who may start only so many requests a second. */
export class StartWindow {
	/** Oldest first. */
	private starts: Start[] = [];

	/** Remembers as many starts as the rate can ever be. */
	constructor(private readonly mostStarts: number) {}

	/**
	 * The time of the process clock from which on the next request may start, when so many fit into a second of so many
	 * milliseconds.
	 */
	opensAt(perSecond: number, second = secondMs): number {
		const leaving = this.starts.at(-perSecond)?.at ?? -Infinity;
		const last = this.starts.at(-1)?.at ?? -Infinity;
		return Math.max(leaving + second, last + apartMs);
	}

	add(start: Start): void {
		this.starts = [...this.starts.slice(1 - this.mostStarts), start];
	}
}
