import { secondMs } from './startWindow';

/** Calltouch allows 5 requests a second from one address (calltouch-api.md, section 4). */
export const mostStarts = 5;
/** A second with room for the requests of others that come a little early or late, in milliseconds. */
const sharedSecondMs = 1100;
/** Refusals within this time belong together, in milliseconds. */
const episodeMs = 1500;
/** Quiet time after which one more start is tried, in milliseconds: the first, and the longest. */
const firstQuietMs = 60_000;
const longestQuietMs = 600_000;
/** After a trial that was refused, the next waits so many times longer. */
const patience = 6;

/**
 * How many starts fit into a second. Others may share the address (workers of one n8n, scripts), which only a 429
 * tells: a single one takes a start away, several together leave two or one, so that all who share come down at once;
 * it grows again, one by one, after quiet times. The figures come from test/unit/sharing.test.mts, where four processes
 * share one address. Times are milliseconds of the process clock.
 */
export class Pace {
	private allowed = mostStarts;

	private quietMs = firstQuietMs;

	private raiseAt = Infinity;

	private raisedAt = -Infinity;

	private refusedAt = -Infinity;

	private refusedTogether = 0;

	startsPerSecond(now: number): number {
		if (now >= this.raiseAt) this.raise(now);
		return this.allowed;
	}

	/** How long the second is. */
	get secondMs(): number {
		return this.allowed < mostStarts ? sharedSecondMs : secondMs;
	}

	/** Calltouch refused a request because of the rate. Gives the milliseconds for which nobody should start. */
	refused(now: number): number {
		this.lower(now - this.refusedAt < episodeMs);
		this.refusedAt = now;
		this.learn(now - this.raisedAt < this.quietMs);
		this.raisedAt = -Infinity;
		this.raiseAt = this.nextRaise(now);
		// Who keeps the same beat as the others meets them again and again.
		return this.allowed > 1 ? 0 : (1 + Math.random()) * sharedSecondMs;
	}

	private lower(isSameEpisode: boolean): void {
		this.refusedTogether = isSameEpisode ? this.refusedTogether + 1 : 1;
		const most = [this.allowed - 1, 2, 2][this.refusedTogether - 1] ?? 1;
		this.allowed = Math.max(1, Math.min(this.allowed, most));
	}

	/** A refusal of a trial says that the limit is reached; one that comes out of the blue starts afresh. */
	private learn(wasTrial: boolean): void {
		if (wasTrial) this.quietMs = Math.min(this.quietMs * patience, longestQuietMs);
		else if (this.allowed >= mostStarts - 1) this.quietMs = firstQuietMs;
	}

	private raise(now: number): void {
		this.allowed++;
		this.raisedAt = now;
		this.raiseAt = this.allowed < mostStarts ? this.nextRaise(now) : Infinity;
	}

	/** Not the same for all who share, or they would all try at once. */
	private nextRaise(now: number): number {
		return now + this.quietMs * (0.75 + Math.random() / 2);
	}
}
