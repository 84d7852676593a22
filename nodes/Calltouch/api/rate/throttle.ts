import { sleep } from 'n8n-workflow';
import { maxPerSecond } from './adaptiveRate';
import { canceled } from '../errors';
import { delay } from '../concurrency/delay';
import { RateLimiter, windowMs, type RequestOutcome } from './rateLimiter';
import { SlidingWindow, type Start } from './slidingWindow';

/** Event loop turns between the start of a request and the moment it has left. */
const turnsToLeave = 4;
/** Longest time in milliseconds until a waiting request learns that it was canceled or has room. */
const sweepMs = 200;

interface Waiting {
	resolve: (start: Start) => void;
	reject: (error: Error) => void;
	signal?: AbortSignal;
	perSecond: number;
	since: number;
	hasRoom: () => boolean;
}

/** Conditions for starting a request. */
export interface Wish {
	signal?: AbortSignal;
	/** Maximum starts per second for its lane. */
	perSecond?: number;
	/** When it was first asked for. The oldest of a lane goes first, because its time for retries is running out. */
	since?: number;
	/** Whether there is room for the answer; the request does not start before. */
	hasRoom?: () => boolean;
}

/**
 * The request queue of one host. Lanes take turns, so that a long queue in one does not hold up the others. A lane may
 * have a lower rate of its own.
 */
export class Throttle {
	private readonly limiter = new RateLimiter();

	/** Lanes with waiting requests, in the order of their turns. */
	private readonly lanes = new Map<object, Waiting[]>();

	private readonly windows = new WeakMap<object, SlidingWindow>();

	private running = false;

	private wake = (): void => undefined;

	/**
	 * Resolves when the next request of this lane may start, and no earlier than its wish allows. The caller must report
	 * the outcome by `finish`.
	 * @throws CalltouchError when canceled while waiting
	 */
	async start(lane: object, wish: Wish = {}): Promise<Start> {
		const { signal, perSecond = maxPerSecond, since = performance.now() } = wish;
		const { hasRoom = () => true } = wish;
		return await new Promise<Start>((resolve, reject) => {
			const queue = this.lanes.get(lane) ?? [];
			this.lanes.set(lane, queue);
			const younger = queue.findIndex((waiting) => waiting.since > since);
			const place = younger < 0 ? queue.length : younger;
			queue.splice(place, 0, { resolve, reject, signal, perSecond, since, hasRoom });
			this.wake();
			void this.run();
		});
	}

	/** Reports the outcome of a started request; a refusal slows everybody down. */
	finish(start: Start, outcome: RequestOutcome): void {
		this.limiter.finish(start, outcome, performance.now());
	}

	/** Allows no start for this many milliseconds, because Calltouch asked for a pause. */
	hold(milliseconds: number): void {
		this.limiter.holdUntil(performance.now() + milliseconds);
	}

	private async run(): Promise<void> {
		if (this.running) return;
		this.running = true;
		while (this.lanes.size > 0) {
			this.sweepCanceled();
			const [lane, opensAt] = this.nextTurn();
			const wait = opensAt - performance.now();
			if (wait > 0) await this.somebodyNewOr(Math.min(wait, sweepMs));
			else if (lane) this.startNext(lane);
		}
		this.running = false;
	}

	/** Waits this long, or until another request arrives: its lane may be free. */
	private async somebodyNewOr(milliseconds: number): Promise<void> {
		const somebodyNew = new Promise<void>((wake) => (this.wake = wake));
		await Promise.race([delay(milliseconds), somebodyNew]);
	}

	/** Checked here rather than by listeners: hundreds of requests may wait on the signal of one execution. */
	private sweepCanceled(): void {
		for (const [lane, queue] of this.lanes) {
			const waiting = queue.filter(({ signal, reject }) => {
				if (signal?.aborted) reject(canceled());
				return !signal?.aborted;
			});
			if (waiting.length === 0) this.lanes.delete(lane);
			else if (waiting.length < queue.length) this.lanes.set(lane, waiting);
		}
	}

	/** Returns the lane that may start first, by turns, and when; Infinity while no lane has room. */
	private nextTurn(): [lane: object | undefined, opensAt: number] {
		const now = performance.now();
		const hostOpens = this.limiter.opensAt(now);
		let first: [object | undefined, number] = [undefined, Infinity];
		for (const [lane, [next]] of this.lanes) {
			if (!next?.hasRoom()) continue;
			const { perSecond } = next;
			const isSlow = perSecond < maxPerSecond;
			const laneOpens = isSlow ? this.windowOf(lane).opensAt(perSecond, windowMs) : 0;
			const opensAt = Math.max(now, hostOpens, laneOpens);
			if (opensAt < first[1]) first = [lane, opensAt];
		}
		return first;
	}

	private windowOf(lane: object): SlidingWindow {
		const window = this.windows.get(lane) ?? new SlidingWindow(maxPerSecond);
		this.windows.set(lane, window);
		return window;
	}

	/** Starts the first request of a lane, and moves the lane to the end of the line. */
	private startNext(lane: object): void {
		const queue = this.lanes.get(lane) ?? [];
		const next = queue.shift();
		this.lanes.delete(lane);
		if (queue.length > 0) this.lanes.set(lane, queue);
		const start = this.limiter.start(performance.now());
		this.windowOf(lane).add(start);
		next?.resolve(start);
		void correct(start);
	}
}

/** A request leaves the process some event loop turns after its start, and later still if the loop is busy. */
async function correct(start: Start): Promise<void> {
	for (let turn = 0; turn < turnsToLeave; turn++) await sleep(0);
	start.at = performance.now();
}

const throttles = new Map<string, Throttle>();

/** Returns the only throttle of this process for a host. */
export function throttleFor(host: string): Throttle {
	const throttle = throttles.get(host) ?? new Throttle();
	throttles.set(host, throttle);
	return throttle;
}
