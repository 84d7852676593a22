/**
 * Runs `work` for every input, at most `width` at a time, and yields the results in the order of the inputs.
 * Stops starting new work when one has failed or when the reader leaves; the first failure in order is thrown.
 */
export async function* inOrder<I, O>(
	inputs: Iterable<I>,
	width: number,
	work: (input: I) => Promise<O>,
): AsyncGenerator<O> {
	const started: Array<Promise<O>> = [];
	const rest = inputs[Symbol.iterator]();

	function startNext(): boolean {
		const next = rest.next();
		if (next.done) return false;
		const running = work(next.value);
		// A failure is reported when its turn comes; until then it must not count as unhandled.
		running.catch(() => undefined);
		started.push(running);
		return true;
	}

	while (started.length < width && startNext());
	for (let first = started.shift(); first; first = started.shift()) {
		const result = await first;
		startNext();
		yield result;
	}
}

/** Reads several sources one after the other; the next one is already asked for its first value while one is read. */
export async function* chained<T>(sources: Array<() => AsyncGenerator<T>>): AsyncGenerator<T> {
	const opened = inOrder(sources, 2, async (open) => {
		const source = open();
		return { source, first: await source.next() };
	});
	for await (const { source, first } of opened) {
		if (!first.done) yield first.value;
		yield* source;
	}
}
