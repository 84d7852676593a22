/** What came up while reading that the user should know about. */
export class Remarks {
	/** Number of records from days that were not requested. */
	outside = 0;

	/** Whether a list ended because it had as many records as wanted. */
	reachedLimit = false;

	/** Number of calls whose recording is missing without failing the item. */
	missingRecordings = 0;

	private agreeing = 0;

	private readonly gaps = new Map<number, number>();

	/** Counts by how many minutes a record's written time is ahead of its unix time in the credential's zone. */
	addGap(minutes: number): void {
		if (minutes === 0) this.agreeing++;
		else this.gaps.set(minutes, (this.gaps.get(minutes) ?? 0) + 1);
	}

	/** Returns the most common gap if most records have one; a single record may have a wrong time. */
	zoneGap(): number | undefined {
		const gaps = [...this.gaps].sort(([, a], [, b]) => b - a);
		const disagreeing = gaps.reduce((sum, [, count]) => sum + count, 0);
		return disagreeing > this.agreeing ? gaps[0]?.[0] : undefined;
	}
}
