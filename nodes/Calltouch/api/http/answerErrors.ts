import { isAboutAccount } from './aboutAccount';
import { whereToFind } from './auth';
import { CalltouchError } from '../errors';
import type { HttpAnswer, Policy, Site } from './connection';
import { anyWordsIn, apiMessage, codeIn, complains, parsed, wordsIn } from './words';

/** Tries in total for a transient failure of the server or the network. */
const maxTries = 5;
/** The throttle does the waiting, so that a refused request goes out before those that were never sent. */
const rateLimited = { tries: Infinity, maxPauseMs: 0 };

type Status = Pick<HttpAnswer, 'status' | 'headers'>;

/**
 * Builds the error for an answer with a status of 300 or more. `words` is its body as text. `what` names the request
 * without its query, e.g. `/calls-service/RestAPI/12345/calls-diary/calls`.
 */
export function statusError(
	site: Site,
	what: string,
	answer: Status,
	words: string,
): CalltouchError {
	const { status } = answer;
	const said = quoteWords(site, apiMessage(words));
	if (status === 401 || status === 403) {
		return new CalltouchError(
			'refused-credential',
			`Calltouch refused the API token for site ${site.id}${said}`,
			{ status, remedy: `Check API Token and Site ID in the credential. ${whereToFind}` },
		);
	}
	if (status === 429) {
		return new CalltouchError('rate-limited', `Calltouch takes no more requests for now${said}`, {
			status,
			...rateLimited,
			retryAfterMs: retryAfter(answer),
			remedy:
				'Calltouch allows 5 requests a second from one address. Run fewer workflows at the same time, or try again later.',
		});
	}
	if (status === 404 || status === 410 || status < 400) {
		const moved = status < 400 ? ', it redirects the request elsewhere' : '';
		return new CalltouchError('not-there', `Calltouch has nothing at ${what}${moved}${said}`, {
			status,
			mayBeDone: status < 400 && !asksToRepeat.test(String(status)),
			remedy: 'Check the IDs in the parameters, and Base URL in the credential.',
		});
	}
	if (status >= 500 || status === 408) {
		return new CalltouchError('unavailable', `Calltouch could not answer (HTTP ${status})${said}`, {
			status,
			tries: maxTries,
			mayBeDone: true,
			remedy: 'This is on the side of Calltouch. Try again later.',
		});
	}
	return refusal(`Calltouch refused the request (HTTP ${status})${said}`, status, words);
}

/** A refusal of what was sent, or of whoever sends it. */
function refusal(message: string, status: number, words: string): CalltouchError {
	const answer = parsed(words);
	if (isAboutAccount(status, wordsIn(answer) ?? '')) {
		const remedy =
			'This is about the account and not about the items. See in Calltouch whether the API, the rights of the login, and the service or CRM in question are switched on.';
		return new CalltouchError('refused-account', message, { status, code: codeIn(answer), remedy });
	}
	return new CalltouchError('refused', message, {
		status,
		code: codeIn(answer),
		mayBeDone: status < 300 && serverCode.test(codeIn(answer) ?? ''),
		remedy: 'Check the parameters of the node.',
	});
}

/** Codes by which Calltouch says that it stumbled itself. */
const serverCode = /^5\d\d$/;

/** A redirect that asks for the same request elsewhere; any other may lead to the result of what was done. */
const asksToRepeat = /^30[78]$/;

/**
 * Builds the error for a status of 400 or more from a host that Calltouch redirected to. The link may have expired, so
 * a retry asks Calltouch for a new one.
 */
export function storageError(
	site: Site,
	host: string,
	{ status }: Status,
	words: string,
): CalltouchError {
	const said = quoteWords(site, apiMessage(words));
	const message = `${host}, to which Calltouch redirects, answered with HTTP ${status}${said}`;
	return new CalltouchError('unavailable', message, {
		status,
		tries: maxTries,
		remedy: 'This is on the side of Calltouch and its storage. Try again later.',
	});
}

/** Builds the error for a 200 whose body is not what was asked for. */
export function unexpectedAnswer(
	site: Site,
	what: string,
	status: number,
	words: string,
): CalltouchError {
	const answer = parsed(words);
	const failed = complains(answer);
	const said = quoteWords(site, failed ? anyWordsIn(answer) : wordsIn(answer));
	if (said === '' && !failed) return strangeAnswer(what, status, words);
	return refusal(`Calltouch refused the request${said}`, status, words);
}

/** A 200 that says neither what was asked for nor that something failed. */
export function strangeAnswer(what: string, status: number, words: string): CalltouchError {
	const remedy = 'Check Base URL in the credential. If it is right, try again later.';
	if (isWebPage(words)) {
		const message = `Calltouch sent a web page instead of data at ${what}`;
		return new CalltouchError('not-there', message, { status, remedy });
	}
	const isEmpty = words.trim() === '';
	const sent = isEmpty ? 'an empty answer' : 'something else than was asked for';
	return new CalltouchError('bad-answer', `Calltouch sent ${sent} at ${what}`, {
		status,
		remedy,
		// Nothing at all is what is left when an answer is cut off.
		tries: isEmpty ? maxTries : 1,
		mayBeDone: true,
	});
}

/** Builds the error for a body that is cut off, damaged or cannot be decompressed: a retry may well get it whole. */
export function damagedAnswer(what: string): CalltouchError {
	return new CalltouchError('bad-answer', `Calltouch sent a damaged answer at ${what}`, {
		tries: maxTries,
		mayBeDone: true,
		remedy:
			'Try again later. If this keeps happening, Base URL in the credential may point to the wrong server.',
	});
}

const timeoutCodes = /ETIMEDOUT|ECONNABORTED|ESOCKETTIMEDOUT/;
/** DNS failed, so nothing has left the machine. */
const unsentCodes = /EAI_AGAIN/;
const brokenConnectionCodes = /ECONNRESET|EPIPE|EAI_AGAIN|ERR_BAD_RESPONSE|ERR_STREAM|HPE_/;

/**
 * Builds the error for a missing or partial answer from a host. `code` is the Node.js error code, e.g. `ENOTFOUND`. It
 * goes into the remedy, because n8n replaces messages that contain such a code with its own.
 */
export function networkError(host: string, policy: Policy, code: string): CalltouchError {
	const remedy = `Check Base URL in the credential, and the network of the n8n server (${code}).`;
	if (/CERT|TLS|SSL|EPROTO/.test(code)) {
		return new CalltouchError('unreachable', `No secure connection to ${host} could be made`, {
			remedy,
		});
	}
	if (timeoutCodes.test(code)) {
		const seconds = Math.round(policy.timeoutMs / 100) / 10;
		return new CalltouchError('unreachable', `${host} was silent for ${seconds} seconds`, {
			tries: maxTries,
			mayBeDone: true,
			remedy: `${remedy} A larger Timeout under Options gives Calltouch more time.`,
		});
	}
	if (brokenConnectionCodes.test(code)) {
		const message = `The connection to ${host} broke before the answer was complete`;
		const mayBeDone = !unsentCodes.test(code);
		return new CalltouchError('unreachable', message, { tries: maxTries, remedy, mayBeDone });
	}
	return new CalltouchError('unreachable', `${host} cannot be reached`, {
		tries: code === 'ECONNREFUSED' ? maxTries : 1,
		remedy,
	});
}

/** `: "words"`, or nothing when the API says nothing. */
export function quoteWords(site: Site, words: string | undefined): string {
	return words === undefined ? '' : `: "${quoted(site, words)}"`;
}

/** How many characters of a text are redacted, and how many of those are shown. */
const maxReadChars = 32_000;
const maxShownChars = 500;

/**
 * Returns the part of a server's message that is shown. Redacted well before it is cut, because half a token would not
 * be recognised.
 */
export function quoted({ redact }: Site, words: string): string {
	return redact(words.slice(0, maxReadChars)).slice(0, maxShownChars);
}

/**
 * Returns the delay that Calltouch asks for, in milliseconds: HTTP allows seconds or a date. Undefined if there is
 * none.
 */
export function retryAfter({ headers }: Pick<HttpAnswer, 'headers'>): number | undefined {
	const header = headers['retry-after'];
	if (typeof header !== 'string' || header.trim() === '') return undefined;
	if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
	const milliseconds = /GMT\s*$/.test(header) ? Date.parse(header) - Date.now() : NaN;
	return Number.isFinite(milliseconds) ? Math.max(milliseconds, 0) : undefined;
}

export function isWebPage(words: string): boolean {
	return /^\s*</.test(words);
}
