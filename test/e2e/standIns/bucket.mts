/** A bucket into which each request falls and out of which they drip; a request that finds it full is not taken. */
export class Bucket {
	#level = 0;
	#lastAt = Date.now();

	constructor(
		readonly size: number,
		/** Requests that drip out in a second; a story in a hurry raises it. */
		public perSecond: number,
	) {}

	/** Whether one more request fits in. */
	take(): boolean {
		const now = Date.now();
		const dripped = ((now - this.#lastAt) / 1000) * this.perSecond;
		this.#level = Math.max(0, this.#level - dripped);
		this.#lastAt = now;
		if (this.#level + 1 > this.size) return false;
		this.#level++;
		return true;
	}
}
