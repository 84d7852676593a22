import { isAboutAccount } from './aboutAccount';
import { whereToFind } from './auth';
import { CalltouchError } from '../errors';
import type { HttpAnswer, Policy, Site } from './connection';
import { anyWordsIn, apiMessage, codeIn, complains, parsed, wordsIn } from './words';

/** Tries in all for a stumble of the server or the line. */
const fewTries = 5;
/** The throttle makes the pause, so that a refused request goes out again before those that were never sent. */
const rateLimited = { tries: Infinity, longestPauseMs: 0 };

/** The part of an answer that tells what its status means. */
type Status = Pick<HttpAnswer, 'status' | 'headers'>;

/**
 * What an answer of Calltouch with a status of 300 or more means. `words` is its body as text.
 * `what` names the request without its query, e.g. `/calls-service/RestAPI/12345/calls-diary/calls`.
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
			tries: fewTries,
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
 * What a status of 400 or more means that came from a host to which Calltouch redirects. The link to it may have run
 * out, so it is asked for anew.
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
		tries: fewTries,
		remedy: 'This is on the side of Calltouch and its storage. Try again later.',
	});
}

/** A 200 that brings something else than was asked for. */
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
	const sent = words.trim() === '' ? 'an empty answer' : 'something else than was asked for';
	return new CalltouchError('bad-answer', `Calltouch sent ${sent} at ${what}`, {
		status,
		remedy,
		mayBeDone: true,
	});
}

/** A body that ends early, is damaged or cannot be unpacked: the same request may well come through whole. */
export function damagedAnswer(what: string): CalltouchError {
	return new CalltouchError('bad-answer', `Calltouch sent a damaged answer at ${what}`, {
		tries: fewTries,
		mayBeDone: true,
		remedy:
			'Try again later. If this keeps happening, Base URL in the credential may point to the wrong server.',
	});
}

const silent = /ETIMEDOUT|ECONNABORTED|ESOCKETTIMEDOUT/;
/** A name that was not found: nothing has left the machine. */
const unsent = /EAI_AGAIN/;
const passing = /ECONNRESET|EPIPE|EAI_AGAIN|ERR_BAD_RESPONSE|ERR_STREAM|HPE_/;

/**
 * No answer of this host, or only a part of one. `code` is what Node.js calls the case, e.g. `ENOTFOUND`; it goes into the remedy,
 * because n8n replaces a message that holds such a code by one of its own.
 */
export function networkError(host: string, policy: Policy, code: string): CalltouchError {
	const remedy = `Check Base URL in the credential, and the network of the n8n server (${code}).`;
	if (/CERT|TLS|SSL|EPROTO/.test(code)) {
		return new CalltouchError('unreachable', `No secure connection to ${host} could be made`, {
			remedy,
		});
	}
	if (silent.test(code)) {
		const seconds = Math.round(policy.timeoutMs / 100) / 10;
		return new CalltouchError('unreachable', `${host} was silent for ${seconds} seconds`, {
			tries: fewTries,
			mayBeDone: true,
			remedy: `${remedy} A larger Timeout under Options gives Calltouch more time.`,
		});
	}
	if (passing.test(code)) {
		const message = `The connection to ${host} broke before the answer was complete`;
		const mayBeDone = !unsent.test(code);
		return new CalltouchError('unreachable', message, { tries: fewTries, remedy, mayBeDone });
	}
	return new CalltouchError('unreachable', `${host} cannot be reached`, {
		tries: code === 'ECONNREFUSED' ? fewTries : 1,
		remedy,
	});
}

/** `: "words"`, or nothing when the API says nothing. */
export function quoteWords(site: Site, words: string | undefined): string {
	return words === undefined ? '' : `: "${quoted(site, words)}"`;
}

/** Signs of a text that are looked at, and signs that are shown. */
const readSigns = 32_000;
const shownSigns = 500;

/** Words of a server as far as they are shown. They are redacted long before they are cut, because half a token is not found. */
export function quoted({ redact }: Site, words: string): string {
	return redact(words.slice(0, readSigns)).slice(0, shownSigns);
}

/** The pause that Calltouch asks for, in milliseconds: seconds or a date, as HTTP allows. Undefined when it names none. */
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
