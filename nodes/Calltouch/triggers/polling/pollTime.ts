import type { IPollFunctions } from 'n8n-workflow';
import { CalltouchError } from '../../api/errors';
import type { Connection } from '../../api/http/connection';

/** Time limit of a poll; n8n may allow less. */
export const maxPollMs = 4 * 60_000;
/**
 * Time after which the first poll of a registration begins no more days; the next poll goes on. From 2.40 on, n8n gives a
 * publication up after 84 seconds, with the first polls in it.
 */
export const maxFirstPollMs = 60_000;
/** Share of n8n's own limit that a poll uses, leaving time to pass on the result. */
const usedShareOfLimit = 0.8;
/**
 * Shares of a poll's time for which a request may be tried again, and an answer waited for. At worst a request takes a
 * timeout until its first failure, the time for tries, and the timeout of a try that began at its end.
 */
const retryShare = 0.35;
const timeoutShare = 0.3;

/** How long a poll may take. */
export interface PollLimits {
	/** Stops it. */
	signal: AbortSignal;
	/** Milliseconds after which it begins nothing that can wait for the next poll. */
	beginMs: number;
}

/**
 * Starts the time of a poll, which begins nothing new after `beginMs` milliseconds. n8n 2.39 and newer tell their own
 * limit, if there is one.
 */
export function startTime(
	context: IPollFunctions & { getPollBudgetMs?: () => unknown },
	beginMs: number,
): PollLimits {
	const allowed = context.getPollBudgetMs?.();
	const totalMs =
		typeof allowed === 'number' && allowed > 0
			? Math.min(maxPollMs, Math.floor(allowed * usedShareOfLimit))
			: maxPollMs;
	return {
		signal: AbortSignal.timeout(totalMs),
		beginMs: Math.min(totalMs, beginMs),
	};
}

/** Lets a request fail with its own error before the time of the poll is over, which would hide what is wrong. */
export function withinPoll(connection: Connection, { beginMs }: PollLimits): Connection {
	const { timeoutMs, retryForMs } = connection.policy;
	const policy = {
		...connection.policy,
		timeoutMs: Math.min(timeoutMs, beginMs * timeoutShare),
		retryForMs: Math.min(retryForMs, beginMs * retryShare),
	};
	return { ...connection, policy };
}

/** Returns the error to show: what ends a poll when its time is over has no words of its own. */
export function inWords(error: unknown): unknown {
	const isCanceled = error instanceof CalltouchError && error.reason === 'canceled';
	return isCanceled || error === 'time' ? outOfTime() : error;
}

function outOfTime(): CalltouchError {
	return new CalltouchError(
		'unavailable',
		'The time of the poll was over before Calltouch had answered',
		{ remedy: 'Run fewer workflows at once, poll less often, or choose a shorter Lookback.' },
	);
}
