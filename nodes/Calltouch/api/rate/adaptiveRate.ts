/** Calltouch allows 5 requests a second from one address (docs/calltouch-api.md#limits). */
export const maxPerSecond = 5;

/**
 * Less than the share of each of many processes; otherwise they would never recover where refused requests count, too.
 */
const minPerSecond = 0.2;
/** Refusals within this time have one cause, in milliseconds: the overfull second has to pass first. */
const crowdMs = 1050;
/** Smallest share of the rate that a crowd, i.e. refusals with one cause, leaves. */
const minLeft = 0.4;
/** Below this rate, others must share the address. A refusal then leaves this share: whoever has more gives up more. */
const sharedBelow = 4;
const sharedLeft = 0.6;
/**
 * Growth per second after one lost start, at a rate of 1; it rises by a factor of e in this many seconds without a
 * refusal.
 */
const growth = { first: 0.8, rises: 20 };
/** Seconds within which lost starts are forgotten. Below one start a second, a refusal counts as `minLost` of them. */
const memory = 60;
const minLost = 0.3;
/**
 * Mean pause after a refusal, in milliseconds, for counted requests to leave the second. It varies between those who
 * share.
 */
const pauseMs = 1000;

/**
 * How many requests may start per second. Others may share the address (workers of one n8n, scripts), which only a 429
 * reveals. The rate falls to what got through, and recovers more slowly the more starts were lost recently, because
 * each attempt to have more is a refusal for somebody. The figures come from the simulation in
 * test/support/rateWorlds.mts. Times are milliseconds of the process clock.
 */
export class AdaptiveRate {
	/** Rates from which it grows, and before the last crowd. */
	private low = maxPerSecond;

	private before = maxPerSecond;

	private crowdAt = -Infinity;

	/** When the rate was `low`. */
	private lowAt = -Infinity;

	/** Starts lost recently, without the last crowd and with it. */
	private lostBefore = 0;

	private lost = 0;

	/** Random, so that those who share the address do not all try to have more in the same second. */
	private eagerness = 1;

	perSecond(now: number): number {
		if (this.crowdAt === -Infinity) return maxPerSecond;
		const seconds = (now - this.lowAt) / 1000;
		const grown = growth.first * growth.rises * (Math.exp(seconds / growth.rises) - 1);
		const brake = this.lost ** 3 * this.low;
		return Math.min(maxPerSecond, this.low + (this.eagerness * grown) / brake);
	}

	/**
	 * To be called when Calltouch refused a request because of the rate; `through` starts of the last second were not
	 * refused. Returns the milliseconds for which nobody should start.
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

	/** Goes on from a rate that was found without a crowd. */
	settle(now: number, rate: number): void {
		this.low = rate;
		this.lowAt = now;
	}

	private beginCrowd(now: number): void {
		this.lostBefore = this.lost * Math.exp((this.crowdAt - now) / 1000 / memory);
		this.before = this.perSecond(now);
		this.low = this.before;
		this.crowdAt = now;
		this.lowAt = now;
		this.eagerness = 0.5 + Math.random();
	}
}
