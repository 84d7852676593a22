import { sleep } from 'n8n-workflow';

/** Longest time that synchronous work may hold the event loop. */
const maxHoldMs = 40;

/** Yields to the event loop now and then during long work that never waits. */
export class Turns {
	private since = performance.now();

	private turn: Promise<void> | undefined;

	/** Call before each piece of work; waits only when it is time to yield. */
	async give(): Promise<void> {
		while (performance.now() - this.since >= maxHoldMs) {
			this.turn ??= this.next();
			await this.turn;
		}
	}

	private async next(): Promise<void> {
		await sleep(0);
		// A timer that falls due while timers run is run along with them; the second one lets everything else run first.
		await sleep(0);
		this.since = performance.now();
		this.turn = undefined;
	}
}
