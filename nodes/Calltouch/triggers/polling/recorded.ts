import { sideBySide } from '../../api/concurrency/sideBySide';
import { CalltouchError } from '../../api/errors';
import { mapEntries, type Entry, type Poll, type Settled } from './journal';

/** Maximum requests per poll: at the full rate they take a minute. */
const maxAsked = 300;
/** Requests under way at the same time. */
const askedAtOnce = 8;
/** A poll stops asking after so many failures in a row. */
const maxFailures = 5;
/** A call is asked about again when its age, in seconds, has grown by this factor. */
const growth = 1.5;
/** Seconds that a call may end ahead of our clock; a later end is a mistake, and not waited for. */
const maxAhead = 600;

/**
 * What this process was told about recordings: key of a call → when it asked, in unix seconds, and whether there is
 * nothing more to wait for. Only saves requests: after a restart, each call that waits is asked about once more.
 */
export type Asked = Map<string, AskedCall>;

interface AskedCall {
	at: number;
	isSettled: boolean;
}

interface Waiting {
	/** Longest wait after the end of a call, in seconds. */
	maxWait: number;
	asked: Asked;
	/** Whether a recording is there or will not come. Throws CalltouchError. */
	ask: (callId: string) => Promise<boolean>;
}

/**
 * Makes a poll wait for recordings: a call does not count as ended before its recording is there, will not come, or was
 * waited for long enough. No record says so, hence Calltouch is asked for the recording itself.
 */
export function untilRecorded(poll: Poll, { maxWait, asked, ask }: Waiting): Poll {
	const { now, rules } = poll;
	const keyOf = ({ id }: Entry) => `${rules.scope}:${id}`;
	const isSettled = (entry: Entry) => asked.get(keyOf(entry))?.isSettled ?? false;
	const isAwaited = (entry: Entry) => isWithin(entry, now, maxWait) && !isSettled(entry);
	const journal = mapEntries(poll.journal, (entry) => ({
		...entry,
		ended: entry.ended && !isAwaited(entry),
	}));

	async function settle(open: Entry[]): Promise<Settled> {
		forgetOld(asked, now, maxWait);
		const awaited = open.filter(isAwaited);
		const due = awaited
			.map((entry) => ({ entry, since: dueAt(entry, asked.get(keyOf(entry)), now) }))
			.filter(({ since }) => since <= now)
			.sort((a, b) => a.since - b.since)
			.slice(0, maxAsked);
		let failures = 0;
		let refusal: CalltouchError | undefined;
		const askAbout = async (entry: Entry) => {
			if (poll.isOver() || refusal || failures >= maxFailures) return;
			const outcome = await ask(entry.id).catch((error: unknown) => error);
			const hasFailed = typeof outcome !== 'boolean';
			// A failure at the end of the poll says nothing about the call.
			if (hasFailed && poll.isOver()) return;
			asked.set(keyOf(entry), { at: now, isSettled: outcome === true });
			failures = hasFailed ? failures + 1 : 0;
			if (isRefusal(outcome)) refusal = outcome;
		};
		await sideBySide(due, askedAtOnce, async ({ entry }) => await askAbout(entry));
		return { entries: awaited.filter(isSettled), notice: refusal && noRecordings(refusal) };
	}

	return { ...poll, journal, settle };
}

/** Whether a call may have a recording and ended within the wait. */
function isWithin({ recordedAfter }: Entry, now: number, maxWait: number): boolean {
	if (recordedAfter === undefined) return false;
	const age = now - recordedAfter;
	return age >= -maxAhead && age < maxWait;
}

/** Returns the time from which a call may be asked about; the past if our clock has gone back since the last time. */
function dueAt({ recordedAfter = 0 }: Entry, asked: AskedCall | undefined, now: number): number {
	const end = Math.min(recordedAfter, now);
	return asked && asked.at <= now ? end + growth * (asked.at - end) : end;
}

/** Drops calls that are not waited for any more. */
function forgetOld(asked: Asked, now: number, maxWait: number): void {
	for (const [key, { at }] of asked) {
		if (Math.abs(now - at) >= maxWait) asked.delete(key);
	}
}

function isRefusal(outcome: unknown): outcome is CalltouchError {
	return outcome instanceof CalltouchError && outcome.reason === 'refused-credential';
}

function noRecordings({ message, status }: CalltouchError): CalltouchError {
	return new CalltouchError(
		'refused-credential',
		`Recordings are refused, so calls come without them when the wait is over: ${message}`,
		{
			status,
			remedy:
				'See in Calltouch whether the login of the API token may get recordings, or set Emit When to Ended.',
		},
	);
}
