import { shown } from './invisible';

/** What went wrong, as far as a user or a retry has to tell cases apart. */
export type Cause =
	| 'invalid-input'
	| 'refused-credential'
	| 'rate-limited'
	| 'unavailable'
	| 'unreachable'
	| 'not-there'
	| 'refused'
	/** For a reason that no entry causes, such as a CRM that is not connected. */
	| 'refused-account'
	| 'bad-answer'
	| 'unknown-outcome'
	| 'canceled';

interface Details {
	/** What the user can do about it. */
	remedy?: string;
	status?: number;
	/** The error code of Calltouch itself. */
	code?: string;
	/** How many tries in all such a case is worth; 1 means that waiting does not help. */
	tries?: number;
	/** The pause that Calltouch asked for. */
	retryAfterMs?: number;
	/** Whether Calltouch may have done what it was asked for all the same. */
	mayBeDone?: boolean;
	/** Pauses between tries grow up to this, in milliseconds. */
	maxPauseMs?: number;
}

/** Everything that can go wrong between this package and Calltouch. Holds no URL query and no token. */
export class CalltouchError extends Error {
	readonly remedy?: string;

	readonly status?: number;

	readonly code?: string;

	readonly tries: number;

	readonly retryAfterMs?: number;

	readonly mayBeDone: boolean;

	readonly maxPauseMs: number;

	constructor(
		readonly reason: Cause,
		message: string,
		{
			remedy,
			status,
			code,
			tries = 1,
			retryAfterMs,
			maxPauseMs = 30_000,
			mayBeDone = false,
		}: Details = {},
	) {
		super(message);
		this.name = 'CalltouchError';
		this.remedy = remedy;
		this.status = status;
		this.code = code;
		this.tries = tries;
		this.retryAfterMs = retryAfterMs;
		this.mayBeDone = mayBeDone;
		this.maxPauseMs = maxPauseMs;
	}
}

/** A value of a parameter that cannot be sent. `parameter` is the name that the user sees; undefined shows no value. */
export function invalidInput(parameter: string, value: unknown, why: string, remedy?: string) {
	const subject = value === undefined ? parameter : `${parameter} ${quote(value)}`;
	return new CalltouchError('invalid-input', `${subject} ${why}`, { remedy });
}

/** A choice that is not in the list of its parameter. */
export function unknownChoice(parameter: string, value: unknown) {
	return invalidInput(parameter, value, 'is not known', 'Choose one from the list.');
}

function quote(value: unknown): string {
	const text = typeof value === 'object' ? written(value) : String(value);
	return `"${text.length > 60 ? `${shown(text.slice(0, 60))}…` : shown(text)}"`;
}

/** An expression may give anything, also what JSON cannot hold. */
function written(value: object | null): string {
	try {
		return JSON.stringify(value) ?? 'object';
	} catch {
		return 'object';
	}
}

export function canceled() {
	return new CalltouchError('canceled', 'The execution was canceled');
}
