import { isLeaving } from './leaving.mts';

/** Prints each check as it passes or fails, and counts them. */
export class Report {
	private passed = 0;
	private failed = 0;
	private section = '';

	/** Names what the next checks are about. */
	about(section: string): void {
		this.section = section;
	}

	/** One check: passes unless `body` throws. A text that it gives is printed beside the title. */
	async check(title: string, body: () => unknown): Promise<void> {
		if (isLeaving()) return;
		const startedAt = performance.now();
		const name = `${this.section}: ${title}`;
		try {
			const said = await body();
			const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
			this.passed++;
			console.log(
				`ok    ${name} (${seconds} s)${typeof said === 'string' ? `\n      ${said}` : ''}`,
			);
		} catch (error) {
			if (isLeaving()) return;
			this.failed++;
			printFailure(name, error);
		}
	}

	/** A group of checks; when it stops before its end, that counts as one failure, and the rest goes on. */
	async group(title: string, body: () => Promise<void>): Promise<void> {
		if (isLeaving()) return;
		try {
			await body();
		} catch (error) {
			if (isLeaving()) return;
			this.failed++;
			printFailure(`${title} stopped`, error);
		}
	}

	/** Prints the closing line and gives the exit code. */
	close(): number {
		console.log(`${this.passed} passed, ${this.failed} failed`);
		return this.failed > 0 ? 1 : 0;
	}
}

function printFailure(name: string, error: unknown): void {
	const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
	console.log(`FAIL  ${name}\n      ${text.replaceAll('\n', '\n      ')}`);
}
