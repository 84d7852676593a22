import { sleep } from 'n8n-workflow';
import { canceled } from '../errors';

/** How often it looks, in milliseconds. */
const checkIntervalMs = 200;

/**
 * Ends the waiting for something that may never come. n8n's HTTP client cannot be trusted to settle: a packed answer
 * that is damaged leaves it waiting for ever, beyond its own timeout and deaf to a cancel (n8n 2.8 and 2.41).
 */
export class Watchdog {
	private heardAt = performance.now();

	/** Barks with what `silence` gives after so many milliseconds in which nothing was heard. */
	constructor(
		private readonly timeoutMs: number,
		private readonly signal: AbortSignal | undefined,
		private readonly silence: () => Error,
	) {}

	/** Something arrived: the time begins anew. */
	hear(): void {
		this.heardAt = performance.now();
	}

	/**
	 * Gives what the work gives, unless it falls silent or the execution is canceled.
	 * @throws CalltouchError when canceled; the error of `silence`; whatever the work throws
	 */
	async watch<T>(work: Promise<T>): Promise<T> {
		let isOver = false;
		this.hear();
		const alarm = this.alarm(() => isOver);
		return await Promise.race([work, alarm]).finally(() => (isOver = true));
	}

	private async alarm(isOver: () => boolean): Promise<never> {
		while (!isOver()) {
			if (this.signal?.aborted) throw canceled();
			if (this.leftMs <= 0) {
				// After a long turn of the event loop, what has arrived meanwhile comes only now.
				await sleep(1);
				if (this.leftMs <= 0) throw this.silence();
			}
			await sleep(Math.ceil(Math.max(1, Math.min(this.leftMs, checkIntervalMs))));
		}
		throw canceled();
	}

	private get leftMs(): number {
		return this.heardAt + this.timeoutMs - performance.now();
	}
}
