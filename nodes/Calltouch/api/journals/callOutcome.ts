import type { CalltouchRecord, RecordTest } from '../record';

/** Filters by what became of a call. A call in progress has neither outcome nor duration, so it passes none of them. */
export interface OutcomeFilters {
	answered?: 'any' | 'answered' | 'missed';
	/** Shortest talk, in seconds. */
	durationFrom?: number;
}

/** Whether a call is over; only then are its duration and outcome known (docs/calltouch-api.md#call-record). */
export function hasEnded({ callphase }: CalltouchRecord): boolean {
	return callphase !== 'callconnected';
}

export function isAnswered(call: CalltouchRecord): boolean {
	return hasEnded(call) && isTrue(call.successful);
}

function isMissed(call: CalltouchRecord): boolean {
	return hasEnded(call) && !isTrue(call.successful);
}

/** Returns the seconds of talk; undefined if they are not known. */
export function talkSeconds(call: CalltouchRecord): number | undefined {
	return hasEnded(call) ? secondsOf(call.duration) : undefined;
}

/** Returns the seconds until the answer; undefined if they are not known. */
export function waitSeconds(call: CalltouchRecord): number | undefined {
	return hasEnded(call) ? secondsOf(call.waitingConnect) : undefined;
}

/** Calltouch has no such filters (docs/calltouch-api.md#call-query), so these are tested here. */
export function outcomeTests({ answered = 'any', durationFrom }: OutcomeFilters): RecordTest[] {
	const tests: RecordTest[] = [];
	if (answered !== 'any') tests.push(answered === 'answered' ? isAnswered : isMissed);
	if (durationFrom !== undefined) tests.push((call) => (talkSeconds(call) ?? -1) >= durationFrom);
	return tests;
}

/** Old servers send booleans as text (docs/calltouch-api.md#values). */
export function isTrue(value: unknown): boolean {
	return ['true', '1'].includes(String(value).toLowerCase());
}

/** Unlike what is not true, this was said: a value that is missing is neither. */
export function isFalse(value: unknown): boolean {
	return ['false', '0'].includes(String(value).toLowerCase());
}

/** Calltouch may send negative durations, which mean nothing; old servers send numbers as text. */
function secondsOf(value: unknown): number | undefined {
	const isText = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value);
	const seconds = isText ? Number(value) : value;
	return typeof seconds === 'number' && seconds >= 0 ? seconds : undefined;
}
