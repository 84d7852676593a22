import { Semaphore } from './semaphore';

/** Gives up its slot to others while it waits. */
export type StepAside = (waiting: Promise<void>) => Promise<void>;

/**
 * Runs `work` for every input, at most `width` at a time, and returns the results in input order. Work that comes back
 * from stepping aside has `width` slots of its own, so that it keeps no input from starting. Once one has failed, it
 * starts nothing new and throws the first error.
 */
export async function sideBySide<I, O>(
	inputs: Iterable<I>,
	width: number,
	work: (input: I, stepAside: StepAside) => Promise<O>,
): Promise<O[]> {
	const rest = inputs[Symbol.iterator]();
	const begun: Array<Promise<O>> = [];
	const returned = new Semaphore(width);
	let count = 0;
	let busy = 0;
	let hasFailed = false;
	let fail: (error: unknown) => void = () => undefined;
	const failure = new Promise<never>((_, reject) => (fail = reject));

	function fill(): void {
		while (busy < width && !hasFailed) {
			const next = rest.next();
			if (next.done) return;
			// Take the place first: work that steps aside at once lets others begin before `run` returns.
			const place = count++;
			begun[place] = run(next.value);
		}
	}
	function leave(): void {
		busy--;
		fill();
	}
	function run(input: I): Promise<O> {
		busy++;
		let leavePlace = leave;
		const stepAside: StepAside = async (waiting) => {
			leavePlace();
			leavePlace = () => undefined;
			await waiting;
			await returned.take();
			leavePlace = () => returned.leave();
		};
		const running = work(input, stepAside);
		void running.then(
			() => leavePlace(),
			(error: unknown) => {
				hasFailed = true;
				fail(error);
				leavePlace();
			},
		);
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
