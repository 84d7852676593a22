import { sleep } from 'n8n-workflow';
import { canceled } from './errors';
import { mostStarts, Pace } from './pace';
import { pause } from './pause';

/** A second, and a little more: requests do not travel equally fast. */
const windowMs = 1030;

/** Turns of the event loop between the admission of a request and the moment when it has left. */
const turnsToLeave = 4;
/** A canceled request learns of it after this long at the latest, in milliseconds. */
const sweepMs = 200;

interface Waiting {
	admit: () => void;
	refuse: (error: Error) => void;
	signal?: AbortSignal;
}

interface Start {
	/** Milliseconds of the process clock. */
	at: number;
}

/** Spaces the starts of requests to one host; lanes take turns, so that a long queue in one does not hold up the others. */
export class Throttle {
	/** The last ones, oldest first. */
	private starts: Start[] = [];

	private readonly pace = new Pace();

	private readonly lanes = new Map<object, Waiting[]>();

	private heldUntil = 0;

	private running = false;

	/**
	 * Resolves when the next request of this lane may start.
	 * @throws CalltouchError when canceled while waiting
	 */
	async start(lane: object, signal?: AbortSignal): Promise<void> {
		await new Promise<void>((admit, refuse) => {
			const queue = this.lanes.get(lane) ?? [];
			this.lanes.set(lane, queue);
			queue.push({ admit, refuse, signal });
			void this.run();
		});
	}

	/** Lets nobody start for this long, in milliseconds: Calltouch asked for a pause. */
	hold(milliseconds: number): void {
		this.heldUntil = Math.max(this.heldUntil, performance.now() + milliseconds);
	}

	/** Calltouch refused a start because of the rate: fewer fit from now on. */
	refused(): void {
		this.pace.refused(performance.now());
	}

	/** Calltouch did not refuse a start. */
	taken(): void {
		this.pace.taken();
	}

	private async run(): Promise<void> {
		if (this.running) return;
		this.running = true;
		while (this.lanes.size > 0) {
			this.sweepCanceled();
			const wait = this.opensAt() - performance.now();
			if (wait > 0) await pause(Math.min(wait, sweepMs));
			else this.admitNext();
		}
		this.running = false;
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

	private opensAt(): number {
		const perSecond = this.pace.startsPerSecond(performance.now());
		const leaving = this.starts.at(-Math.max(1, perSecond));
		const windowOpens = leaving ? leaving.at + windowMs / Math.min(1, perSecond) : 0;
		return Math.max(this.heldUntil, windowOpens);
	}

	/** Admits the first of the lane whose turn it is, and sends that lane to the end of the line. */
	private admitNext(): void {
		const [turn] = this.lanes;
		if (!turn) return;
		const [lane, queue] = turn;
		const next = queue.shift();
		this.lanes.delete(lane);
		if (queue.length > 0) this.lanes.set(lane, queue);
		const start = { at: performance.now() };
		this.starts = [...this.starts.slice(1 - mostStarts), start];
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
