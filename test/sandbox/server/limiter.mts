const WINDOW_MS = 1000;

function dropOld(times: number[], now: number): void {
	let old = 0;
	while (old < times.length && now - (times[old] ?? 0) >= WINDOW_MS) old++;
	if (old > 0) times.splice(0, old);
}

/** Counts request starts in a rolling second of a monotonic clock. */
export class Limiter {
	/** The most requests that arrived in any rolling second, refused ones included. */
	peak = 0;
	private readonly counted: number[] = [];
	private readonly arrived: number[] = [];

	/** Whether Calltouch counts what it refuses is not known. */
	constructor(private readonly countsRefused = false) {}

	/** Whether a request that arrives now may run; 0 means no limit, and what comes then does not count later. */
	admit(now: number, limitPerSecond: number): boolean {
		dropOld(this.arrived, now);
		this.arrived.push(now);
		this.peak = Math.max(this.peak, this.arrived.length);
		dropOld(this.counted, now);
		if (limitPerSecond === 0) return true;
		const admitted = this.counted.length < limitPerSecond;
		if (admitted || this.countsRefused) this.counted.push(now);
		return admitted;
	}
}
