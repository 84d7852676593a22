/** Steps aside while something is waited for: others get the place meanwhile. */
export type StepAside = (waiting: Promise<void>) => Promise<void>;

/**
 * Runs `work` for every input, at most `width` at a time beside those that have stepped aside, and gives all results in
 * the order of the inputs. Starts nothing new once one has failed, and throws what failed first.
 */
export async function sideBySide<I, O>(
	inputs: Iterable<I>,
	width: number,
	work: (input: I, stepAside: StepAside) => Promise<O>,
): Promise<O[]> {
	const rest = inputs[Symbol.iterator]();
	const begun: Array<Promise<O>> = [];
	let count = 0;
	let busy = 0;
	let hasFailed = false;
	let fail: (error: unknown) => void = () => undefined;
	const failure = new Promise<never>((_, reject) => (fail = reject));

	function fill(): void {
		while (busy < width && !hasFailed) {
			const next = rest.next();
			if (next.done) return;
			// Its place first: work that steps aside at once lets others begin before this is done.
			const place = count++;
			begun[place] = run(next.value);
		}
	}
	function leave(): void {
		busy--;
		fill();
	}
	const stepAside: StepAside = async (waiting) => {
		leave();
		await waiting.finally(() => busy++);
	};
	function run(input: I): Promise<O> {
		busy++;
		const running = work(input, stepAside);
		void running.then(leave, (error: unknown) => {
			hasFailed = true;
			fail(error);
			leave();
		});
		return running;
	}
	async function all(): Promise<O[]> {
		const results: O[] = [];
		for (const running of begun) results.push(await running);
		return results;
	}

	fill();
	return await Promise.race([all(), failure]);
}
