import type { Day } from '../../nodes/Calltouch/api/time/dates';
import type { ModelCall } from './modelCall.mts';

interface Shown {
	calls: ModelCall[];
	emitted: string[];
	dayOf: (at: number) => Day;
}

/** The first day to start from, which may be set, moved back and taken away. */
export class Start {
	day?: Day;
	/** The earliest that was ever set. */
	earliest?: Day;
	/** Calls that need not come, because the day was taken away before they did. */
	readonly waived = new Set<string>();
	/** The first poll with the last day that was set. */
	private polledAt = -Infinity;
	private isNew = false;

	notePoll(now: number): void {
		if (this.isNew) this.polledAt = now;
		this.isNew = false;
	}

	/** Once it is taken away, what had not come by then, and is older than its setting, need not come. */
	set(day: Day | undefined, { calls, emitted, dayOf }: Shown): void {
		for (const { id, at } of calls) {
			if (day === undefined && at < this.polledAt && !emitted.includes(id)) this.waived.add(id);
			if (day !== undefined && dayOf(at) >= day) this.waived.delete(id);
		}
		this.isNew = day !== undefined;
		this.day = day;
		if (day !== undefined && day < (this.earliest ?? '9999')) this.earliest = day;
	}
}
