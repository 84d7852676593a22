/** Calltouch allows 5 requests a second from one address (docs/calltouch-api.md#limits). */
export const maxPerSecond = 5;

/** Below the share of each of many processes, or they would never come to an end where refused requests count as well. */
const minPerSecond = 0.25;
/** Refusals within this time have one cause, in milliseconds: the second that was too full has to pass first. */
const crowdMs = 1050;
/** What each refusal takes from the rate, and the share that a crowd leaves of it. */
const perRefusal = 0.7;
const minLeft = 0.5;
/** Growth by the seconds since the last refusal: steady at first, then ever faster, because others seem to have gone. */
const growth = { steady: 0.05, cubic: 0.0005 };
/** Mean pause after a refusal, in milliseconds. Not the same for all who share, or they would meet again. */
const pauseMs = 400;

/**
 * How many requests a second may be started. Others may share the address (workers of one n8n, scripts), which only a
 * 429 tells. Who starts more is refused more often and gives more; all get back the same, so that their rates come
 * closer to each other (as TCP does it). The figures come from the simulation in test/support/rateWorlds.mts. Times are
 * milliseconds of the process clock.
 */
export class AdaptiveRate {
	/** Right after the last crowd, and before it. */
	private low = maxPerSecond;

	private before = maxPerSecond;

	private crowdAt = -Infinity;

	perSecond(now: number): number {
		const seconds = (now - this.crowdAt) / 1000;
		const grown = this.low + growth.steady * seconds + growth.cubic * seconds ** 3;
		return Math.min(maxPerSecond, grown);
	}

	/** Calltouch refused a request because of the rate. Gives the milliseconds for which nobody should start. */
	refused(now: number): number {
		const isNewCrowd = now > this.crowdAt + crowdMs;
		if (isNewCrowd) {
			this.before = this.perSecond(now);
			this.low = this.before;
			this.crowdAt = now;
		}
		this.low = Math.max(minPerSecond, this.before * minLeft, this.low - perRefusal);
		return isNewCrowd ? pauseMs * (0.5 + Math.random()) : 0;
	}
}
