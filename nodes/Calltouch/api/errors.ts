import { shown } from './invisible';

/** What went wrong, as far as users or retries need to distinguish. */
export type Cause =
	| 'invalid-input'
	| 'refused-credential'
	| 'rate-limited'
	| 'unavailable'
	| 'unreachable'
	| 'not-there'
	| 'refused'
	/** For a reason unrelated to any entry, such as a CRM that is not connected. */
	| 'refused-account'
	| 'bad-answer'
	| 'unknown-outcome'
	| 'canceled';

interface Details {
	/** What the user can do about it. */
	remedy?: string;
	status?: number;
	/** Calltouch's own error code. */
	code?: string;
	/** Maximum number of tries in total; 1 means that waiting does not help. */
	tries?: number;
	/** The pause that Calltouch asked for. */
	retryAfterMs?: number;
	/** Whether Calltouch may have carried out the request all the same. */
	mayBeDone?: boolean;
	/** Longest pause between tries, in milliseconds. */
	maxPauseMs?: number;
}

/** Anything that can go wrong between this package and Calltouch. Contains no URL query and no token. */
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

/** A parameter value that cannot be sent. `parameter` is the name the user sees; an undefined value is not shown. */
export function invalidInput(parameter: string, value: unknown, why: string, remedy?: string) {
	const subject = value === undefined ? parameter : `${parameter} ${quote(value)}`;
	return new CalltouchError('invalid-input', `${subject} ${why}`, { remedy });
}

/** A choice that is not in the parameter's list. */
export function unknownChoice(parameter: string, value: unknown) {
	return invalidInput(parameter, value, 'is not known', 'Choose one from the list.');
}

function quote(value: unknown): string {
	const text = typeof value === 'object' ? written(value) : String(value);
	const seen = withoutQuery(text.length > 60 ? `${text.slice(0, 60)}…` : text);
	return `"${shown(seen)}"`;
}

/** The query of an address may have a token. */
function withoutQuery(text: string): string {
	return text.replace(/(:\/\/[^?#]*)[?#].*|[?#]\S*=.*/s, '$1');
}

/** An expression may return anything, even what JSON cannot represent. */
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
