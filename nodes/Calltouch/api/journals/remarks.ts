/** What readings have shown that the user should know of. */
export class Remarks {
	/** Records of days that were not asked for. */
	outside = 0;

	private agreeing = 0;

	private readonly gaps = new Map<number, number>();

	/** Takes how many minutes what a record writes is ahead of its unix time in the zone of the credential. */
	addGap(minutes: number): void {
		if (minutes === 0) this.agreeing++;
		else this.gaps.set(minutes, (this.gaps.get(minutes) ?? 0) + 1);
	}

	/** The commonest gap, when most records have one: a single record may have a wrong time. */
	zoneGap(): number | undefined {
		const gaps = [...this.gaps].sort(([, a], [, b]) => b - a);
		const disagreeing = gaps.reduce((sum, [, count]) => sum + count, 0);
		return disagreeing > this.agreeing ? gaps[0]?.[0] : undefined;
	}
}
