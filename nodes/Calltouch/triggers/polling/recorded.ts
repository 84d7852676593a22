import { sideBySide } from '../../api/concurrency/sideBySide';
import { CalltouchError } from '../../api/errors';
import { mapEntries, type Entry, type Poll, type Settled } from './journal';

/** Maximum requests per poll: at the full rate they take a minute. */
const maxAsked = 300;
/** Requests under way at the same time. */
const askedAtOnce = 8;
/** A poll stops asking after so many failures in a row. */
const maxFailures = 5;
/**
 * A call is asked about again when its age, in seconds, has grown by this factor, and in the next poll after a first
 * failure.
 */
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
	/** Whether the last time brought no answer about the call. */
	hasFailed: boolean;
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

	async function outcomeOf({ id }: Entry): Promise<unknown> {
		const answer = async () => await ask(id).catch((error: unknown) => error);
		const first = await answer();
		return isRateLimited(first) && !poll.isOver() ? await answer() : first;
	}

	async function settle(open: Entry[]): Promise<Settled> {
		forgetOld(asked, now, maxWait);
		const awaited = open.filter(isAwaited);
		const due = awaited
			.map((entry) => dueCall(entry, asked.get(keyOf(entry)), now))
			.filter(({ since }) => since <= now)
			.sort((a, b) => Number(a.hasFailed) - Number(b.hasFailed) || a.since - b.since)
			.slice(0, maxAsked);
		let failures = 0;
		let refusal: CalltouchError | undefined;
		const askAbout = async (entry: Entry) => {
			if (poll.isOver() || refusal || failures >= maxFailures) return;
			const outcome = await outcomeOf(entry);
			const hasFailed = typeof outcome !== 'boolean';
			// A failure at the end of the poll says nothing about the call.
			if (hasFailed && poll.isOver()) return;
			const before = asked.get(keyOf(entry));
			// A first failure may be that of a moment: the call stays due.
			const at = hasFailed && !before?.hasFailed ? (before?.at ?? endOf(entry, now)) : now;
			asked.set(keyOf(entry), { at, isSettled: outcome === true, hasFailed });
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

/**
 * Adds since when a call may be asked about, in unix seconds; the past if our clock has gone back since the last time.
 */
function dueCall(entry: Entry, asked: AskedCall | undefined, now: number) {
	const end = endOf(entry, now);
	const since = asked && asked.at <= now ? end + growth * (asked.at - end) : end;
	return { entry, since, hasFailed: asked?.hasFailed ?? false };
}

/** Returns when a call ended, in unix seconds; our clock may be behind. */
function endOf({ recordedAfter = 0 }: Entry, now: number): number {
	return Math.min(recordedAfter, now);
}

/** Drops calls that are not waited for any more. */
function forgetOld(asked: Asked, now: number, maxWait: number): void {
	for (const [key, { at }] of asked) {
		if (Math.abs(now - at) >= maxWait) asked.delete(key);
	}
}

/** Says nothing of the call, and by now requests go out more slowly. */
function isRateLimited(outcome: unknown): boolean {
	return outcome instanceof CalltouchError && outcome.reason === 'rate-limited';
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
