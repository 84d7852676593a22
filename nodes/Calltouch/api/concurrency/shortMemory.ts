interface Kept<T> {
	value: Promise<T>;
	/** Milliseconds of the process clock. */
	until: number;
}

/** How long to keep a value, and how long the failure to get one, in milliseconds. */
interface Keeping {
	valueMs: number;
	failureMs: number;
}

/** Keeps what was asked for a short time, so that whoever asks again, or at the same moment, gets the same answer. */
export class ShortMemory<T> {
	private readonly kept = new Map<string, Kept<T>>();

	constructor(private readonly keeping: Keeping) {}

	/** Returns what is kept under a key, or asks for it. Rejects with what `ask` rejects with. */
	async get(key: string, ask: () => Promise<T>): Promise<T> {
		const now = performance.now();
		for (const [other, { until }] of this.kept) if (until <= now) this.kept.delete(other);
		const known = this.kept.get(key);
		if (known) return await known.value;
		const { valueMs, failureMs } = this.keeping;
		// Nothing is forgotten while it is on its way.
		const own: Kept<T> = { value: ask(), until: Infinity };
		this.kept.set(key, own);
		const keepFor = (milliseconds: number) => () => {
			own.until = performance.now() + milliseconds;
		};
		own.value.then(keepFor(valueMs), keepFor(failureMs));
		return await own.value;
	}
}
