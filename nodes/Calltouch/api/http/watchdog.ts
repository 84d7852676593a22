import { sleep } from 'n8n-workflow';
import { canceled } from '../errors';

const checkIntervalMs = 200;

/**
 * Stops waiting for something that may never settle. n8n's HTTP client cannot be relied on: a damaged compressed answer
 * leaves it hanging forever, past its own timeout and deaf to a cancel (n8n 2.8 and 2.41).
 */
export class Watchdog {
	private heardAt = performance.now();

	/**
	 * Fails with the error from `silence` after `timeoutMs` without a sign of life; goes on waiting if there is none,
	 * because somebody else takes the time.
	 */
	constructor(
		private readonly timeoutMs: number,
		private readonly signal: AbortSignal | undefined,
		private readonly silence: () => Error | undefined,
	) {}

	/** Something arrived: restarts the timeout. */
	hear(): void {
		this.heardAt = performance.now();
	}

	/**
	 * Settles as the work does, unless it falls silent or the execution is canceled.
	 * @throws CalltouchError if canceled; the error from `silence`; whatever the work throws
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
				// After a blocked event loop, data that has arrived is delivered only now.
				await sleep(1);
				if (this.leftMs <= 0) this.judge();
			}
			await sleep(Math.ceil(Math.max(1, Math.min(this.leftMs, checkIntervalMs))));
		}
		throw canceled();
	}

	private judge(): void {
		const error = this.silence();
		if (error) throw error;
		this.hear();
	}

	private get leftMs(): number {
		return this.heardAt + this.timeoutMs - performance.now();
	}
}
