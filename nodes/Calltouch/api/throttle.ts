import { sleep } from 'n8n-workflow';
import { canceled } from './errors';
import { mostStarts, Pace } from './pace';
import { pause } from './pause';
import { StartWindow, type Start } from './startWindow';

/** Turns of the event loop between the admission of a request and the moment when it has left. */
const turnsToLeave = 4;
/** A request learns after this long at the latest that it was canceled or has room, in milliseconds. */
const sweepMs = 200;

interface Waiting {
	admit: () => void;
	refuse: (error: Error) => void;
	signal?: AbortSignal;
	perSecond: number;
	since: number;
	hasRoom: () => boolean;
}

/** How a request wants to start. */
export interface Wish {
	signal?: AbortSignal;
	/** Requests that its lane may start in a second. */
	perSecond?: number;
	/** When it was asked for first; the oldest of a lane goes first, because the time for its tries is running out. */
	since?: number;
	/** Whether there is room for what it asks for; it does not start before. */
	hasRoom?: () => boolean;
}

/**
 * Spaces the starts of requests to one host; lanes take turns, so that a long queue in one does not hold up the others.
 * A lane may be content with a lower rate of its own.
 */
export class Throttle {
	private readonly window = new StartWindow(mostStarts);

	private readonly pace = new Pace();

	/** Those with somebody waiting, in the order of their turns. */
	private readonly lanes = new Map<object, Waiting[]>();

	private readonly windows = new WeakMap<object, StartWindow>();

	private heldUntil = 0;

	private running = false;

	private wake = (): void => undefined;

	/**
	 * Resolves when the next request of this lane may start, and no earlier than its wish allows.
	 * @throws CalltouchError when canceled while waiting
	 */
	async start(lane: object, wish: Wish = {}): Promise<void> {
		const { signal, perSecond = mostStarts, since = performance.now() } = wish;
		const { hasRoom = () => true } = wish;
		await new Promise<void>((admit, refuse) => {
			const queue = this.lanes.get(lane) ?? [];
			this.lanes.set(lane, queue);
			const younger = queue.findIndex((waiting) => waiting.since > since);
			const place = younger < 0 ? queue.length : younger;
			queue.splice(place, 0, { admit, refuse, signal, perSecond, since, hasRoom });
			this.wake();
			void this.run();
		});
	}

	/** Lets nobody start for this long, in milliseconds: Calltouch asked for a pause. */
	hold(milliseconds: number): void {
		this.heldUntil = Math.max(this.heldUntil, performance.now() + milliseconds);
	}

	/** Calltouch refused a start because of the rate: fewer fit from now on. */
	refused(): void {
		this.hold(this.pace.refused(performance.now()));
	}

	private async run(): Promise<void> {
		if (this.running) return;
		this.running = true;
		while (this.lanes.size > 0) {
			this.sweepCanceled();
			const [lane, opensAt] = this.nextTurn();
			const wait = opensAt - performance.now();
			if (wait > 0) await this.somebodyNewOr(Math.min(wait, sweepMs));
			else if (lane) this.admit(lane);
		}
		this.running = false;
	}

	/** Waits, but no longer than until the next request asks: its lane may be free. */
	private async somebodyNewOr(milliseconds: number): Promise<void> {
		const somebodyNew = new Promise<void>((wake) => (this.wake = wake));
		await Promise.race([pause(milliseconds), somebodyNew]);
	}

	/** Looked up here rather than listened for: hundreds of requests may wait on the signal of one execution. */
	private sweepCanceled(): void {
		for (const [lane, queue] of this.lanes) {
			const waiting = queue.filter(({ signal, refuse }) => {
				if (signal?.aborted) refuse(canceled());
				return !signal?.aborted;
			});
			if (waiting.length === 0) this.lanes.delete(lane);
			else if (waiting.length < queue.length) this.lanes.set(lane, waiting);
		}
	}

	/** The lane that may start first, by turns, and when; never, while no lane has room. */
	private nextTurn(): [lane: object | undefined, opensAt: number] {
		const now = performance.now();
		const hostOpens = this.window.opensAt(this.pace.startsPerSecond(now), this.pace.secondMs);
		let first: [object | undefined, number] = [undefined, Infinity];
		for (const [lane, [next]] of this.lanes) {
			if (!next?.hasRoom()) continue;
			const { perSecond } = next;
			const laneOpens = perSecond < mostStarts ? this.windowOf(lane).opensAt(perSecond) : 0;
			const opensAt = Math.max(now, this.heldUntil, hostOpens, laneOpens);
			if (opensAt < first[1]) first = [lane, opensAt];
		}
		return first;
	}

	private windowOf(lane: object): StartWindow {
		const window = this.windows.get(lane) ?? new StartWindow(mostStarts);
		this.windows.set(lane, window);
		return window;
	}

	/** Admits the first of a lane, and sends the lane to the end of the line. */
	private admit(lane: object): void {
		const queue = this.lanes.get(lane) ?? [];
		const next = queue.shift();
		this.lanes.delete(lane);
		if (queue.length > 0) this.lanes.set(lane, queue);
		const start = { at: performance.now() };
		this.window.add(start);
		this.windowOf(lane).add(start);
		next?.admit();
		void correct(start);
	}
}

/** A request leaves the process some turns of the event loop after it was admitted, and later still when that is busy. */
async function correct(start: Start): Promise<void> {
	for (let turn = 0; turn < turnsToLeave; turn++) await sleep(0);
	start.at = performance.now();
}

const throttles = new Map<string, Throttle>();

/** The one throttle of this process for a host. */
export function throttleFor(host: string): Throttle {
	const throttle = throttles.get(host) ?? new Throttle();
	throttles.set(host, throttle);
	return throttle;
}
