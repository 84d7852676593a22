interface Entry {
	at: number;
	act: () => void;
}

/** Virtual time: what is to happen, in the order of its times; a binary heap. */
export class Timetable {
	/** Milliseconds. */
	now = 0;

	private readonly heap: Entry[] = [];

	add(at: number, act: () => void): void {
		const { heap } = this;
		let index = heap.push({ at, act }) - 1;
		for (let parent = (index - 1) >> 1; index > 0 && this.swap(parent, index);) {
			index = parent;
			parent = (index - 1) >> 1;
		}
	}

	/** Lets the next thing happen. */
	runNext(): void {
		const { heap } = this;
		const [first] = heap;
		const last = heap.pop();
		if (!first || !last) throw new Error('Nothing is left to happen');
		if (heap.length > 0) heap[0] = last;
		for (let index = 0; ;) {
			const [left, right] = [2 * index + 1, 2 * index + 2];
			const lower = (heap[right]?.at ?? Infinity) < (heap[left]?.at ?? Infinity) ? right : left;
			if (!this.swap(index, lower)) break;
			index = lower;
		}
		this.now = Math.max(this.now, first.at);
		first.act();
	}

	/** Puts two entries in order; false when they are, or the lower one does not exist. */
	private swap(upper: number, lower: number): boolean {
		const [one, other] = [this.heap[upper], this.heap[lower]];
		if (!one || !other || one.at <= other.at) return false;
		[this.heap[upper], this.heap[lower]] = [other, one];
		return true;
	}
}
