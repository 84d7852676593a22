/** A call of the model; times in unix seconds. */
export interface ModelCall {
	id: string;
	/** The journal lists it under the day of this moment. */
	at: number;
	/** What it says of its own time, where that is something else. */
	odd?: number;
	/** When the journal begins to show it. */
	arrivesAt: number;
	endsAt: number;
	/** Whether the chosen filter lets it pass; may change. */
	matches: boolean;
	/** When its recording is there, `Infinity` for never; undefined if the record says that it has none. */
	recordedAt?: number;
	/** Made before the workflow was published. */
	isOlder?: boolean;
}
