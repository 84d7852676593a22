/**
 * Runs `work` for every input, at most `width` at a time, and yields the results in input order. Starts nothing new
 * after a failure or once the consumer leaves; throws the first failure in input order.
 */
export async function* mapInOrder<I, O>(
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
		// Failures are thrown in order; until then they must not count as unhandled rejections.
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

/** Reads several sources one after the other, and already requests the first value of the next one meanwhile. */
export async function* chained<T>(sources: Array<() => AsyncGenerator<T>>): AsyncGenerator<T> {
	const opened = mapInOrder(sources, 2, async (open) => {
		const source = open();
		return { source, first: await source.next() };
	});
	for await (const { source, first } of opened) {
		if (!first.done) yield first.value;
		yield* source;
	}
}
