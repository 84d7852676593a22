import { isAboutAccount } from './aboutAccount';
import { whereToFind } from './auth';
import { CalltouchError } from '../errors';
import type { HttpAnswer, Site } from './connection';
import { anyWordsIn, apiMessage, codeIn, complains, parsed, wordsIn } from './words';

/** Tries in total for a transient failure of the server or the network. */
export const maxTries = 5;
/** The throttle does the waiting, so that a refused request goes out before those that were never sent. */
const rateLimited = { tries: Infinity, maxPauseMs: 0 };

/** Sent by a proxy on the way, never by Calltouch. */
const proxyLogin = 407;

const credentialRemedy = `Check API Token and Site ID in the credential. ${whereToFind}`;
/** Calltouch refuses in JSON. */
const firewallRemedy =
	' The refusal came as a web page: a firewall or proxy between n8n and Calltouch may have sent it.';

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
			{ status, remedy: credentialRemedy + (isWebPage(words) ? firewallRemedy : '') },
		);
	}
	if (status === proxyLogin) {
		return new CalltouchError('refused-account', `A proxy asks n8n for a login (HTTP ${status})`, {
			status,
			remedy:
				'Add the user name and password to the address of the proxy in the settings of the n8n server.',
		});
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
			...stumble,
			retryAfterMs: retryAfter(answer),
		});
	}
	return refusal(`Calltouch refused the request (HTTP ${status})${said}`, status, words);
}

/** A refusal of what was sent, or of whoever sends it. */
function refusal(message: string, status: number, words: string): CalltouchError {
	const answer = parsed(words);
	const code = codeIn(answer);
	if (isAboutAccount(status, wordsIn(answer) ?? '')) {
		const remedy =
			'This is about the account and not about the items. See in Calltouch whether the API, the rights of the login, and the service or CRM in question are switched on.';
		return new CalltouchError('refused-account', message, { status, code, remedy });
	}
	const remedy = 'Check the parameters of the node.';
	return new CalltouchError('refused', message, { status, code, remedy });
}

/** What helps when Calltouch itself stumbled; a write may have been done before. */
const stumble = {
	tries: maxTries,
	mayBeDone: true,
	remedy: 'This is on the side of Calltouch. Try again later.',
};
/** Codes by which Calltouch says so in an answer with status 200. */
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
	answer: Status,
	words: string,
): CalltouchError {
	const { status } = answer;
	const said = quoteWords(site, apiMessage(words));
	const message = `${host}, to which Calltouch redirects, answered with HTTP ${status}${said}`;
	return new CalltouchError('unavailable', message, {
		status,
		tries: maxTries,
		retryAfterMs: retryAfter(answer),
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
	const refused = refusal(`Calltouch refused the request${said}`, status, words);
	const { reason, code = '' } = refused;
	if (reason !== 'refused' || !serverCode.test(code)) return refused;
	const message = `Calltouch could not answer (error ${code})${said}`;
	return new CalltouchError('unavailable', message, { status, code, ...stumble });
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
