/** Calltouch allows 5 requests a second from one address (calltouch-api.md, section 4). */
export const mostStarts = 5;
const fewestStarts = 1 / 4;
/** Refusals within this time belong together, in milliseconds. */
const episodeMs = 1500;
/** So many refusals in a row tell that one start a second is too much as well. */
const hopelessRow = 10;
/** Quiet time after which one more start is tried, in milliseconds: the first, and the longest. */
const firstQuietMs = 30_000;
const longestQuietMs = 600_000;
/** After a trial that was refused, the next waits so many times longer. */
const patience = 6;

/**
 * How many starts fit into a second. Others may share the address (workers of one n8n, scripts), which only a 429
 * tells: a single one takes a start away, several together halve the number, so that all who share come down at once;
 * it grows again, one by one, after quiet times. The figures come from test/unit/sharing.test.mts, where four processes
 * share one address. Times are milliseconds of the process clock.
 */
export class Pace {
	private allowed = mostStarts;

	private quietMs = firstQuietMs;

	private raiseAt = Infinity;

	private raisedAt = -Infinity;

	private refusedAt = -Infinity;

	private refusedInRow = 0;

	/** May be a fraction. */
	startsPerSecond(now: number): number {
		if (now >= this.raiseAt) this.raise(now);
		return this.allowed;
	}

	/** Calltouch took a request. */
	taken(): void {
		this.refusedInRow = 0;
	}

	/** Calltouch refused a request because of the rate. */
	refused(now: number): void {
		this.refusedInRow++;
		this.lower(now - this.refusedAt < episodeMs);
		this.refusedAt = now;
		this.learn(now - this.raisedAt < this.quietMs);
		this.raisedAt = -Infinity;
		this.raiseAt = this.nextRaise(now);
	}

	private lower(isSameEpisode: boolean): void {
		if (this.allowed > 1) {
			this.allowed = isSameEpisode ? Math.floor(this.allowed / 2) : this.allowed - 1;
		} else if (this.refusedInRow >= hopelessRow) {
			this.allowed = Math.max(this.allowed / 2, fewestStarts);
			this.refusedInRow = 0;
		}
	}

	/** A refusal of a trial says that the limit is reached; one that comes out of the blue starts afresh. */
	private learn(wasTrial: boolean): void {
		if (wasTrial) this.quietMs = Math.min(this.quietMs * patience, longestQuietMs);
		else if (this.allowed >= mostStarts - 1) this.quietMs = firstQuietMs;
	}

	private raise(now: number): void {
		this.allowed = this.allowed < 1 ? this.allowed * 2 : this.allowed + 1;
		this.raisedAt = now;
		this.raiseAt = this.allowed < mostStarts ? this.nextRaise(now) : Infinity;
	}

	/** Not the same for all who share, or they would all try at once. */
	private nextRaise(now: number): number {
		return now + this.quietMs * (0.75 + Math.random() / 2);
	}
}
