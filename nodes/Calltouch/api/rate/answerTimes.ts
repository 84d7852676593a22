/**
 * What is normal for answers of a host: the mean time and its mean deviation, smoothed as TCP smooths them for its
 * retransmission timer (RFC 6298). All in milliseconds.
 */
export class AnswerTimes {
	private mean: number | undefined;

	private deviation = 0;

	add(time: number): void {
		this.mean ??= time;
		// A line that stood still says nothing about what is normal.
		const most = this.deviation + 30;
		const error = Math.max(-most, Math.min(most, time - this.mean));
		this.mean += error / 8;
		this.deviation += (Math.abs(error) - this.deviation) / 4;
	}

	/** How much times differ, the rare ones left out. */
	get spread(): number {
		return 4 * this.deviation;
	}

	/** Whether an answer that has not come after this time must have been held up. */
	isLate(time: number): boolean {
		return this.mean !== undefined && time > this.mean + 4 * this.deviation + 100;
	}
}
