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
	/** By n8n, where it keeps files. */
	| 'not-stored'
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
		// A date is a text in JSON.
		return (JSON.stringify(value) ?? 'object').replace(/^"(.*)"$/s, '$1');
	} catch {
		return 'object';
	}
}

/**
 * n8n could not store a file. What it `said` goes into the remedy, because n8n replaces messages that contain the code
 * of a network or file error with its own.
 */
export function notStored(said: string) {
	return new CalltouchError('not-stored', 'n8n could not store the file', {
		remedy: `This is not about Calltouch. Check the disk or the storage where the n8n server keeps binary data${said && `, which says: "${said}"`}.`,
	});
}

/** The words of an error and of its causes. */
export function saidBy(error: unknown): string {
	const said: string[] = [];
	for (let link = error; link instanceof Error && said.length < 4; link = link.cause) {
		const words = link.message || String((link as { code?: unknown }).code ?? '');
		// n8n may quote the cause itself.
		if (words !== '' && !said.some((text) => text.includes(words))) said.push(words);
	}
	return said.join(': ');
}

export function canceled() {
	return new CalltouchError('canceled', 'The execution was canceled');
}
