import { token } from '../../support/calltouch.mts';
import { pageSize, type Task } from '../scenarios.mts';

/** One piece of work, as the process that does it gets it. */
export interface Job {
	task: Task;
	/** Base URL of the sandbox. */
	url: string;
	/** First and last day, `yyyy-mm-dd`. */
	from: string;
	to: string;
	/** Calls that the days have; the work throws when it comes to another number. */
	calls: number;
	/** Calls whose recording is wanted. */
	callIds: string[];
	isSaved: boolean;
	isLimited: boolean;
}

/** Throws when a rival did not do the whole work. */
export function expectCount(found: number, wanted: number): void {
	if (found !== wanted) throw new Error(`${found} came instead of ${wanted}`);
}

/** What the journal of calls is asked for, besides the page. */
export function journalQuery({ from, to }: { from: string; to: string }): Record<string, string> {
	const slashed = (day: string) => day.split('-').reverse().join('/');
	return {
		clientApiId: token,
		dateFrom: slashed(from),
		dateTo: slashed(to),
		limit: String(pageSize),
	};
}
