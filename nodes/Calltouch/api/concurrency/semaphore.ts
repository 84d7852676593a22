import { sleep } from 'n8n-workflow';
import { canceled } from '../errors';

/** How often waiting work checks whether it was canceled. */
const cancelCheckMs = 200;

/** Limits how many pieces of work run at once; others wait in order of arrival. */
export class Semaphore {
	private readonly waiting: Array<() => void> = [];

	constructor(private free: number) {}

	/** Whether work would start at once. */
	get isFree(): boolean {
		return this.free > 0;
	}

	/**
	 * Runs the work as soon as there is a free place.
	 * @throws CalltouchError if canceled while waiting
	 */
	async use<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
		await this.take(signal);
		try {
			return await work();
		} finally {
			this.leave();
		}
	}

	/**
	 * Takes a place as soon as one is free; the caller gives it back with `leave`.
	 * @throws CalltouchError if canceled while waiting
	 */
	async take(signal?: AbortSignal): Promise<void> {
		if (this.free > 0) this.free--;
		else await this.place(signal);
	}

	leave(): void {
		const next = this.waiting.shift();
		if (next) next();
		else this.free++;
	}

	/** Polls the signal instead of listening to it: hundreds may wait on the signal of one execution. */
	private async place(signal?: AbortSignal): Promise<void> {
		let isMine = false;
		let take = (): void => undefined;
		const mine = new Promise<void>((resolve) => {
			take = () => {
				isMine = true;
				resolve();
			};
		});
		this.waiting.push(take);
		while (!isMine) {
			await (signal ? Promise.race([mine, sleep(cancelCheckMs)]) : mine);
			if (isMine || !signal?.aborted) continue;
			this.waiting.splice(this.waiting.indexOf(take), 1);
			throw canceled();
		}
	}
}
