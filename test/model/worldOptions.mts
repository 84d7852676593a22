export interface WorldOptions {
	zone: string;
	/** Seconds. */
	lookback: number;
	/** Whether the journal counts its records. */
	counts: boolean;
	pageSize: number;
	newestFirst: boolean;
	/** Seconds that go by while a page is fetched. */
	secondsAPage: number;
	startAt: number;
	/** Longest wait for a recording, in seconds; undefined if a call need only end. */
	maxWait?: number;
}
