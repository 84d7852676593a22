/** Calltouch allows 5 requests a second from one address (docs/calltouch-api.md#limits). */
export const maxPerSecond = 5;

/** Below the share of each of many processes, or they would never come to an end where refused requests count as well. */
const minPerSecond = 0.2;
/** Refusals within this time have one cause, in milliseconds: the second that was too full has to pass first. */
const crowdMs = 1050;
/** What a crowd leaves at least of the rate. */
const minLeft = 0.4;
/** Below this rate others surely share the address. A refusal then leaves this share: who has more gives more. */
const sharedBelow = 4;
const sharedLeft = 0.6;
/** Growth a second after one start was lost, at a rate of 1; it rises by e in so many seconds without a refusal. */
const growth = { first: 0.8, rises: 20 };
/** Lost starts are forgotten within such a time, in seconds; below one a second, a refusal counts as so many. */
const memory = 60;
const minLost = 0.3;
/** Mean pause after a refusal, in milliseconds: what was counted leaves the second. Not the same for all who share. */
const pauseMs = 1000;

/**
 * How many requests a second may be started. Others may share the address (workers of one n8n, scripts), which only a
 * 429 tells. The rate falls to what got through, and comes back more slowly the more starts were lost lately, as each
 * try to have more is a refusal for somebody. The figures come from the simulation in test/support/rateWorlds.mts.
 * Times are milliseconds of the process clock.
 */
export class AdaptiveRate {
	/** Right after the last crowd, and before it. */
	private low = maxPerSecond;

	private before = maxPerSecond;

	private crowdAt = -Infinity;

	/** Starts lost lately, the last crowd left out, and with it. */
	private lostBefore = 0;

	private lost = 0;

	/** Differs, so that those who share do not all try to have more in the same second. */
	private eagerness = 1;

	perSecond(now: number): number {
		if (this.crowdAt === -Infinity) return maxPerSecond;
		const seconds = (now - this.crowdAt) / 1000;
		const grown = growth.first * growth.rises * (Math.exp(seconds / growth.rises) - 1);
		const brake = this.lost ** 3 * this.low;
		return Math.min(maxPerSecond, this.low + (this.eagerness * grown) / brake);
	}

	/**
	 * Calltouch refused a request because of the rate. `through` of the starts of the last second were not refused.
	 * Gives the milliseconds for which nobody should start.
	 */
	refused(now: number, through: number): number {
		const isNewCrowd = now > this.crowdAt + crowdMs;
		if (isNewCrowd) this.beginCrowd(now);
		if (this.before >= 2) {
			const share = this.before < sharedBelow ? sharedLeft : 1;
			const kept = Math.min(this.low, through, this.before * share);
			this.low = Math.max(1, this.before * minLeft, kept);
		} else this.low = Math.max(minPerSecond, this.before * sharedLeft);
		this.lost = this.lostBefore + Math.max(minLost, Math.floor(this.before) - this.low);
		return isNewCrowd ? pauseMs * (0.5 + Math.random()) : 0;
	}

	private beginCrowd(now: number): void {
		this.lostBefore = this.lost * Math.exp((this.crowdAt - now) / 1000 / memory);
		this.before = this.perSecond(now);
		this.low = this.before;
		this.crowdAt = now;
		this.eagerness = 0.5 + Math.random();
	}
}
