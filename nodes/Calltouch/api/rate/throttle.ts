import { sleep } from 'n8n-workflow';
import { maxPerSecond } from './adaptiveRate';
import { canceled } from '../errors';
import { delay } from '../concurrency/delay';
import { RateLimiter, windowMs } from './rateLimiter';
import { SlidingWindow, type RequestOutcome, type Start } from './slidingWindow';

/** Event loop turns between the start of a request and the moment it has left. */
const turnsToLeave = 4;
/** Longest time in milliseconds until a waiting request learns that it was canceled or has room. */
const sweepMs = 200;
/** How long the starts under a ceiling are remembered: longer than their window, because they may leave late. */
const rememberMs = 10_000;

/** A rate below that of the host, for one of those who send. */
export interface Ceiling {
	/** Starts with an equal key count together, whichever lane they are in. */
	key: string;
	/** Maximum starts per second. */
	perSecond: number;
}

interface Waiting {
	resolve: (start: Start) => void;
	reject: (error: Error) => void;
	signal?: AbortSignal;
	ceiling?: Ceiling;
	since: number;
	hasRoom: () => boolean;
}

/** Conditions for starting a request. */
export interface Wish {
	signal?: AbortSignal;
	ceiling?: Ceiling;
	/** When it was first asked for. The oldest of a lane goes first, because its time for retries is running out. */
	since?: number;
	/** Whether there is room for the answer; the request does not start before. */
	hasRoom?: () => boolean;
}

/**
 * The request queue of one host. Lanes take turns, so that a long queue in one does not hold up the others. Requests may
 * share a lower rate of their own, also with those of lanes that are gone.
 */
export class Throttle {
	private readonly limiter = new RateLimiter();

	/** Lanes with waiting requests, in the order of their turns. */
	private readonly lanes = new Map<object, Waiting[]>();

	/** Recent starts by the key of their ceiling. */
	private readonly windows = new Map<string, SlidingWindow>();

	private running = false;

	private wake = (): void => undefined;

	/**
	 * Resolves when the next request of this lane may start, and no earlier than its wish allows. The caller must report
	 * the outcome by `finish`.
	 * @throws CalltouchError when canceled while waiting
	 */
	async start(lane: object, wish: Wish = {}): Promise<Start> {
		const { signal, ceiling, since = performance.now(), hasRoom = () => true } = wish;
		return await new Promise<Start>((resolve, reject) => {
			const queue = this.lanes.get(lane) ?? [];
			this.lanes.set(lane, queue);
			const younger = queue.findIndex((waiting) => waiting.since > since);
			const place = younger < 0 ? queue.length : younger;
			queue.splice(place, 0, { resolve, reject, signal, ceiling, since, hasRoom });
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
			const opensAt = Math.max(now, hostOpens, this.opensUnder(next.ceiling));
			if (opensAt < first[1]) first = [lane, opensAt];
		}
		return first;
	}

	/** Returns the time from which a ceiling lets the next request start. */
	private opensUnder(ceiling: Ceiling | undefined): number {
		if (!ceiling || ceiling.perSecond >= maxPerSecond) return 0;
		return this.windows.get(ceiling.key)?.opensAt(ceiling.perSecond, windowMs) ?? 0;
	}

	private remember(start: Start, { key }: Ceiling): void {
		for (const [other, window] of this.windows) {
			if (window.since(start.at - rememberMs).length === 0) this.windows.delete(other);
		}
		const window = this.windows.get(key) ?? new SlidingWindow(maxPerSecond);
		window.add(start);
		this.windows.set(key, window);
	}

	/** Starts the first request of a lane, and moves the lane to the end of the line. */
	private startNext(lane: object): void {
		const queue = this.lanes.get(lane) ?? [];
		const next = queue.shift();
		this.lanes.delete(lane);
		if (queue.length > 0) this.lanes.set(lane, queue);
		const start = this.limiter.start(performance.now());
		if (next?.ceiling) this.remember(start, next.ceiling);
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
