import { AdaptiveRate, maxPerSecond } from './adaptiveRate';
import { AnswerTimes } from './answerTimes';
import { SlidingWindow, type Start } from './slidingWindow';

/** A second, and a little more, because requests take some milliseconds to leave. */
export const windowMs = 1015;
/** At most so much more when answers show that the line is uneven, and how uneven any line is, in milliseconds. */
const maxMarginMs = 80;
const defaultSpreadMs = 25;
/** Below the full rate, starts are spread over this share of the window, so that others find gaps. */
const spreadOver = 0.9;

/** What became of a request: any answer but 429, 429, or none. */
export type Outcome = 'served' | 'refused' | 'lost';

/**
 * When requests to one host may start: whole starts in a window, because what several processes start then fits together
 * however their windows lie, while rates of 1.2 a second bring now one and now two. Times are milliseconds of the process
 * clock.
 * The window grows with the spread of answer times, because who sends five in just over a second is refused when the
 * first takes longer than the sixth; the rate falls only when requests are refused all the same.
 */
export class RateLimiter {
	private readonly window = new SlidingWindow(maxPerSecond);

	private readonly rate = new AdaptiveRate();

	private readonly times = new AnswerTimes();

	/** Those that no later one has overtaken, oldest first. */
	private readonly underWay = new Set<Start>();

	private readonly refusedStarts = new WeakSet<Start>();

	private heldUntil = -Infinity;

	/** What started before was held up, and arrived at once with others. */
	private stalledUntil = -Infinity;

	/** The time from which on the next request may start. */
	opensAt(now: number): number {
		const perSecond = this.rate.perSecond(now);
		const count = Math.max(1, Math.floor(perSecond));
		const window = this.windowMs / Math.min(1, perSecond);
		const gap = count < maxPerSecond ? (spreadOver * window) / count : 0;
		return Math.max(this.heldUntil, this.window.opensAt(count, window, gap));
	}

	/** A request starts now. `at` may be corrected until it is finished. */
	start(now: number): Start {
		const start = { at: now };
		this.window.add(start);
		this.underWay.add(start);
		return start;
	}

	/** The request has come to its end. */
	finish(start: Start, outcome: Outcome, now: number): void {
		if (outcome === 'refused') {
			this.refusedStarts.add(start);
			this.refused(start, now);
		}
		if (outcome === 'served') this.times.add(now - start.at);
		for (const older of this.underWay) {
			if (older.at <= start.at) this.underWay.delete(older);
		}
	}

	/** Lets nobody start before this time. */
	holdUntil(time: number): void {
		this.heldUntil = Math.max(this.heldUntil, time);
	}

	private refused(start: Start, now: number): void {
		if (start.at < this.stalledUntil) return;
		const [oldest = start] = this.underWay;
		// The line stood still, and what had gathered came in one second: nothing is wrong with the rate.
		if (this.times.isLate(now - oldest.at)) {
			this.stalledUntil = now;
			this.holdUntil(now + this.windowMs);
		} else this.holdUntil(now + this.rate.refused(now, this.through(start)));
	}

	/** Starts of the window that ends now and begins before this one that Calltouch did not refuse, as far as is known. */
	private through(start: Start): number {
		const starts = this.window.since(start.at - this.windowMs);
		return starts.filter((one) => !this.refusedStarts.has(one)).length;
	}

	private get windowMs(): number {
		const margin = Math.max(0, this.times.spread - defaultSpreadMs);
		return windowMs + Math.min(maxMarginMs, margin);
	}
}
