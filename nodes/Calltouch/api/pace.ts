import { secondMs } from './startWindow';

/** Calltouch allows 5 requests a second from one address (docs/calltouch-api.md#limits). */
export const mostStarts = 5;
/** A second with room for the requests of others that come a little early or late, in milliseconds. */
const sharedSecondMs = 1100;
/**
 * Quiet time after which one more start is tried, in milliseconds, by the number of starts left. Who has many is likely
 * to be alone again, and the refusal was an accident on the way.
 */
const quietMsByStarts = [0, 90_000, 90_000, 30_000, 15_000];
/** After a trial that was refused, the next waits so many times longer, and at most so many times in all. */
const patienceGrowth = 3;
const mostPatience = 6;

/**
 * How many starts fit into a second. Others may share the address (workers of one n8n, scripts), which only a 429
 * tells. Each halves the starts, so that who has more gives more; they grow again, one by one, after quiet times. The
 * figures come from test/unit/sharing.test.mts, where several processes share one address. Times are milliseconds of the
 * process clock.
 */
export class Pace {
	private allowed = mostStarts;

	private patience = 1;

	private raiseAt = Infinity;

	private trialUntil = -Infinity;

	startsPerSecond(now: number): number {
		while (now >= this.raiseAt) this.raise();
		return this.allowed;
	}

	/** How long the second is. */
	get secondMs(): number {
		return this.allowed < mostStarts ? sharedSecondMs : secondMs;
	}

	/** Calltouch refused a request because of the rate. Gives the milliseconds for which nobody should start. */
	refused(now: number): number {
		if (now < this.trialUntil)
			this.patience = Math.min(this.patience * patienceGrowth, mostPatience);
		else if (this.allowed === mostStarts) this.patience = 1;
		this.allowed = Math.max(1, Math.floor(this.allowed / 2));
		this.trialUntil = -Infinity;
		this.raiseAt = this.nextRaise(now);
		// Who keeps the same beat as the others meets them again and again.
		return this.allowed > 1 ? 0 : (1 + 2 * Math.random()) * sharedSecondMs;
	}

	/** One more start, on trial for as long as it was waited for. */
	private raise(): void {
		const since = this.raiseAt;
		this.trialUntil = since + this.quietMs;
		this.allowed++;
		this.raiseAt = this.allowed < mostStarts ? this.nextRaise(since) : Infinity;
	}

	private get quietMs(): number {
		return (quietMsByStarts[this.allowed] ?? 0) * this.patience;
	}

	/** Not the same for all who share, or they would all try at once. */
	private nextRaise(now: number): number {
		return now + this.quietMs * (0.75 + Math.random() / 2);
	}
}
