/** Lets at most `count` pieces of work run at the same time, in the order in which they came. */
export class Slots {
	private readonly waiting: Array<() => void> = [];

	constructor(private free: number) {}

	/** Whether work that comes now can begin at once. */
	get isFree(): boolean {
		return this.free > 0;
	}

	async use<T>(work: () => Promise<T>): Promise<T> {
		if (this.free > 0) this.free--;
		else await new Promise<void>((go) => this.waiting.push(go));
		try {
			return await work();
		} finally {
			const next = this.waiting.shift();
			if (next) next();
			else this.free++;
		}
	}
}
