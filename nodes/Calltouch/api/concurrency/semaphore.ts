import { sleep } from 'n8n-workflow';
import { canceled } from '../errors';

/** Work that waits for its place learns after this long at the latest that it was canceled, in milliseconds. */
const cancelCheckMs = 200;

/** Lets at most so many pieces of work run at the same time, in the order in which they came. */
export class Semaphore {
	private readonly waiting: Array<() => void> = [];

	constructor(private free: number) {}

	/** Whether work that comes now can begin at once. */
	get isFree(): boolean {
		return this.free > 0;
	}

	/**
	 * Runs the work when it has a place.
	 * @throws CalltouchError when canceled while it waits
	 */
	async use<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
		if (this.free > 0) this.free--;
		else await this.place(signal);
		try {
			return await work();
		} finally {
			const next = this.waiting.shift();
			if (next) next();
			else this.free++;
		}
	}

	/** The signal is looked at rather than listened to: hundreds may wait on the signal of one execution. */
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
