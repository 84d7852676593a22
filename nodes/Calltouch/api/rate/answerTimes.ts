/**
 * Typical answer times of a host: their mean and mean deviation, smoothed as TCP does for its retransmission timer (RFC
 * 6298). All in milliseconds.
 */
export class AnswerTimes {
	private mean: number | undefined;

	private deviation = 0;

	add(time: number): void {
		this.mean ??= time;
		// A stalled line says nothing about what is normal.
		const most = this.deviation + 30;
		const error = Math.max(-most, Math.min(most, time - this.mean));
		this.mean += error / 8;
		this.deviation += (Math.abs(error) - this.deviation) / 4;
	}

	/** How much answer times vary, without outliers. */
	get spread(): number {
		return 4 * this.deviation;
	}

	/** Whether an answer still missing after this time must have been held up. */
	isLate(time: number): boolean {
		return this.mean !== undefined && time > this.mean + 4 * this.deviation + 100;
	}
}
