import type { Task } from '../scenarios.mts';

/** One piece of work, as the process that does it gets it. */
export interface Job {
	task: Task;
	/** Base URL of the sandbox. */
	url: string;
	/** `yyyy-mm-dd`. */
	day: string;
	/** Calls that the day has; the work throws when it comes to another number. */
	calls: number;
	/** Calls whose recording is wanted. */
	callIds: string[];
	isSaved: boolean;
}

/** Throws when a rival did not do the whole work. */
export function expectCount(found: number, wanted: number): void {
	if (found !== wanted) throw new Error(`${found} came instead of ${wanted}`);
}
