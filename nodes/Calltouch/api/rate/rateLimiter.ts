import { AdaptiveRate, maxPerSecond } from './adaptiveRate';
import { AnswerTimes } from './answerTimes';
import { FairShare } from './fairShare';
import { SlidingWindow, type RequestOutcome, type Start } from './slidingWindow';

/** A second and a margin, because requests take some milliseconds to leave. */
export const windowMs = 1015;
/** Largest extra margin when answers show that the line is uneven, and how uneven any line is, in milliseconds. */
const maxMarginMs = 80;
const defaultSpreadMs = 25;
/** Below the full rate, starts are spread over this share of the window, so that others find gaps. */
const spreadOver = 0.9;

/**
 * Decides when requests to one host may start. It allows whole starts per window, because those of several processes
 * fit together however their windows lie, while a rate of 1.2 a second puts one start into some seconds and two into
 * others. Times are milliseconds of the process clock.
 * The window grows with the spread of answer times: a sixth start just over a second after the first is refused if the
 * first took longer to arrive. The rate falls only if requests are refused all the same.
 */
export class RateLimiter {
	private readonly window = new SlidingWindow(maxPerSecond);

	private readonly rate = new AdaptiveRate();

	private readonly fairShare = new FairShare();

	private readonly times = new AnswerTimes();

	/** Starts that no later one has overtaken, oldest first. */
	private readonly underWay = new Set<Start>();

	private readonly refusedStarts = new WeakSet<Start>();

	private heldUntil = -Infinity;

	/** Requests started before this time were held up and arrived at once with others. */
	private stalledUntil = -Infinity;

	/** Returns the time from which the next request may start. */
	opensAt(now: number): number {
		const perSecond = this.perSecond(now);
		const count = Math.max(1, Math.floor(perSecond));
		const window = this.windowMs / Math.min(1, perSecond);
		const gap = count < maxPerSecond ? (spreadOver * window) / count : 0;
		return Math.max(this.heldUntil, this.window.opensAt(count, window, gap));
	}

	/** Registers a start. Its `at` may be corrected until it is finished. */
	start(now: number): Start {
		const start = { at: now };
		this.window.add(start);
		this.underWay.add(start);
		this.fairShare.started(start, now);
		return start;
	}

	/** Registers the end of a request. */
	finish(start: Start, outcome: RequestOutcome, now: number): void {
		const gain = this.fairShare.finished(start, outcome, now);
		if (outcome === 'refused') {
			this.refusedStarts.add(start);
			if (gain === undefined) this.refused(start, now);
		}
		if (gain) this.rate.settle(now, Math.floor(this.rate.perSecond(now)) + gain);
		if (outcome === 'served') this.times.add(now - start.at);
		for (const older of this.underWay) {
			if (older.at <= start.at) this.underWay.delete(older);
		}
	}

	/** Allows no start before this time. */
	holdUntil(time: number): void {
		this.heldUntil = Math.max(this.heldUntil, time);
	}

	/** Starts per second, with what a turn adds while others share the address. */
	private perSecond(now: number): number {
		const perSecond = this.rate.perSecond(now);
		if (perSecond >= maxPerSecond) {
			this.fairShare.reset();
			return perSecond;
		}
		const count = Math.floor(perSecond);
		const places = this.fairShare.places(now, count);
		if (places < count) this.rate.settle(now, places);
		const extra = this.fairShare.extra(now);
		return extra > 0 ? Math.min(maxPerSecond, places + extra) : this.rate.perSecond(now);
	}

	private refused(start: Start, now: number): void {
		if (start.at < this.stalledUntil) return;
		const [oldest = start] = this.underWay;
		// The line stalled and everything queued arrived within one second: nothing is wrong with the rate.
		if (this.times.isLate(now - oldest.at)) {
			this.stalledUntil = now;
			this.holdUntil(now + this.windowMs);
			return;
		}
		this.fairShare.refused(now);
		this.holdUntil(now + this.rate.refused(now, this.through(start)));
	}

	/** Counts the starts since one window before this one that, as far as is known, Calltouch did not refuse. */
	private through(start: Start): number {
		const starts = this.window.since(start.at - this.windowMs);
		return starts.filter((one) => !this.refusedStarts.has(one)).length;
	}

	private get windowMs(): number {
		const margin = Math.max(0, this.times.spread - defaultSpreadMs);
		return windowMs + Math.min(maxMarginMs, margin);
	}
}
