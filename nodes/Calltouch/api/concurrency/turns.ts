import { sleep } from 'n8n-workflow';

/** So long, in milliseconds, work without a wait may hold the event loop before others are served. */
const maxHoldMs = 40;

/** Lets others have the event loop now and then, while much is done that waits for nothing. */
export class Turns {
	private since = performance.now();

	private turn: Promise<void> | undefined;

	/** Call it before each piece of the work; it waits only when it is time to. */
	async give(): Promise<void> {
		while (performance.now() - this.since >= maxHoldMs) {
			this.turn ??= this.next();
			await this.turn;
		}
	}

	private async next(): Promise<void> {
		await sleep(0);
		this.since = performance.now();
		this.turn = undefined;
	}
}
